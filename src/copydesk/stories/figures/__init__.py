"""Numbers as reports give them: what is counted, tolls, ranges, and how each is shown."""
