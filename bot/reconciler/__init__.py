"""Makes Slack look as the debriefs say: see `loop`, and docs/decisions/0008.

`loop` claims what is due, `visit` brings one debrief about; `wanted` are the messages that should
stand, `gate` is asked before each write, `logbook` knows what was posted, and `model` is all that
this package knows of a debrief.
"""
