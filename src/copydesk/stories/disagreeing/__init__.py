"""The ways in which reports differ, each found by a module of its own."""
