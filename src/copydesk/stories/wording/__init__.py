"""Wordings of one utterance: what fits, what keeps two apart, and what another translation explains."""
