"""Which reports bear out what an agreement says."""
