"""The zones of plain text: what lines look like, what they say themselves, what stands around them."""
