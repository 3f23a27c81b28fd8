"""A debrief from opening to decision in about a minute, as two people see it side by side.

`make demo` plays it in a browser, `make screenshots` takes the README's pictures from it.
"""
