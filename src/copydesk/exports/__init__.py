"""Lists of quotes, and of who took from whom, in forms that other programs, spreadsheets and people read."""
