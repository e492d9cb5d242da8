"""The parts of a timeline: whose a date is, which clauses tell one act, and which acts are told."""
