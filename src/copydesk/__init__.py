"""Copydesk turns many outlets' reports into stories and tells what happened, with sources."""
