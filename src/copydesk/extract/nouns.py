"""Nouns that stand for somebody named elsewhere: "the singer", "the airline"."""

PERSON_NOUNS = frozenset(
    """academic accountant activist actor actress adviser advisor all-rounder anchor archbishop
    architect argentine argentinian artist astronaut astronomer astrophysicist athlete attorney
    australian author ballerina banker baron baroness barrister batsman belgian billionaire biologist
    bishop blogger boss bowler boxer brazilian brewer briton broadcaster broker builder businessman
    businesswoman campaigner canadian captain cardinal cartoonist celebrity champion chef chemist
    choreographer cleric climatologist coach columnist comedian comedienne comic commander commentator
    composer conductor convict cricketer critic cyclist dancer dane defender deputy designer detective
    developer dictator diplomat director dissident doctor dramatist driver duchess duke dutchman
    ecologist economist editor engineer englishman entrepreneur envoy ex-husband ex-minister
    ex-president ex-wife executive exile explorer farmer fighter filmmaker financier finn firebrand
    footballer forward founder frenchman frontman fugitive general geologist german goalkeeper golfer
    guitarist gunman gymnast heiress hero historian host icon imam immunologist inventor investor
    irishman italian jockey journalist judge jurist killer lawmaker lawyer lecturer legend legislator
    librarian magistrate magnate manager mayor-elect medic mentor midfielder millionaire model mogul
    monarch murderer musician newcomer nobleman norwegian novelist oncologist ornithologist owner
    painter pastor performer philanthropist philosopher photographer physician physicist pianist pilot
    pitcher player playwright poet politician pollster pop-star preacher premier priest producer
    professor programmer prosecutor psychiatrist psychologist publicist publisher quarterback racer
    rapper receiver referee retiree royal sailor scholar scientist scotsman screenwriter sculptor seamer
    seismologist serb sergeant singer skater skier skipper socialite sociologist soprano spaniard
    spinner sprinter star statesman strategist striker sultan superstar surgeon swede swimmer swiss
    teenager tenor theologian trader trainer tycoon veteran violinist virologist volcanologist welshman
    whistleblower wicketkeeper winger winner wrestler writer youngster zoologist""".split()
)
"""Occupations and the like by which a report calls a person it has named: "the singer", "the Dutchman"."""

SPOKES_NOUNS = frozenset("spokesman spokeswoman spokesperson".split())
SPEAKER_NOUNS = PERSON_NOUNS | frozenset(
    """official officer source witness eyewitness resident neighbour neighbor man woman boy girl passenger
    survivor villager soldier policeman policewoman paramedic nurse teacher student aide insider bystander
    passer-by onlooker worker representative chairman chairwoman chair president minister mayor mother
    father brother sister son daughter wife husband cousin uncle aunt friend colleague relative shopkeeper
    fisherman firefighter rescuer""".split()
)
"""Nouns for one person, who may be "he" or "she" without a name."""

OUTLET_WORDS = """times post journal herald gazette tribune zeitung news mail telegraph chronicle globe
    observer press"""
"""Words that names of newspapers hold."""

_KINDS = """
airline carrier: air airline airlines airways aviation jet
agency authority: agency authority administration bureau service commission
station broadcaster channel network: tv radio channel broadcasting television network
bank lender: bank banking
university school college: university school college institute
hospital clinic: hospital clinic centre center
museum gallery: museum gallery
zoo: zoo
ministry department office bureau: ministry department office bureau
committee commission council board panel court: committee commission council board panel court
police force: police constabulary force
party: party
union federation association league: union federation association league
embassy consulate: embassy consulate
army military navy: army navy forces
"""
_PAPERS = "newspaper paper daily tabloid weekly magazine"
_ANY = """
website site company firm giant maker manufacturer retailer operator developer chain group corporation
startup start-up business conglomerate automaker carmaker drugmaker chipmaker insurer supermarket
supplier utility publisher studio label club team side franchise charity foundation nonprofit
organisation organization institution institute watchdog regulator body coalition brand producer
shipbuilder planemaker builder airport outfit church parish society
"""

INSTITUTION_NOUNS: dict[str, str] = (
    {
        noun: hints
        for nouns, hints in (line.split(": ") for line in _KINDS.strip().split("\n"))
        for noun in nouns.split()
    }
    | dict.fromkeys(_ANY.split(), "")
    | dict.fromkeys(_PAPERS.split(), OUTLET_WORDS)
)
"""Nouns for an institution named elsewhere, each with words that its name may hold; where there are none,
any institution will do."""
