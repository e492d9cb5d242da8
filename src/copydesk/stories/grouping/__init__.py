"""What the stream and clustering compare reports by: features, their weights, and the index over stories."""
