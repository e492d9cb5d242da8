"""The desk in a browser: stories of a store as pages and as JSON, to people on this machine only."""
