"""Pure functions of strings: offsets in, offsets out. No file, socket or clock is touched here."""
