"""Values that differ and fit together: parts of a total, vaguer values, spellings."""
