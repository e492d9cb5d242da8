"""Groups of reports: which belong together, and what they say of one event."""
