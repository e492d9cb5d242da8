"""The only way in: bytes become reports."""
