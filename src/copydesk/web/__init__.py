"""Pages that show a story beside its sources."""
