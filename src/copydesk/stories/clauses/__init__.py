"""The clauses of reports: who did what, whether it is denied, and which of two reports tell one act."""
