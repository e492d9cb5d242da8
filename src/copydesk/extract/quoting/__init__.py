"""Supporting modules of the quotes stage: a learned reading of who said what, run without its trainer."""
