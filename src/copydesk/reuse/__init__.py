"""Pairs of reports: what text travelled, and which way."""
