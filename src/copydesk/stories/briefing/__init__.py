"""The sentences of a brief: which may stand in it, which do, who bears them out, and its brackets."""
