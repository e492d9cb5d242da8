"""Lists of quotes in the forms that other programs, spreadsheets and people read."""
