"""A page in HTML: its tags, its visible text, its zones, and what it says of itself."""
