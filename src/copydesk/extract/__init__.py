"""One report at a time; each module fills one layer of a document."""
