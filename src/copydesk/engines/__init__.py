"""Two verbs, map and group, that know nothing about text."""
