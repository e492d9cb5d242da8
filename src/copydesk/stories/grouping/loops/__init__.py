"""The loops of the stream, over plain arrays: compiled where numba is installed, else run as they stand.

All but those of weights and times count in whole numbers, so both ways give the same; those call the same
functions of the C library either way. Arrays that hold the vectors of several reports come with ``ends``:
where each report's terms end.
"""
