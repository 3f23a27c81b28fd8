"""Makes Slack look as the records say: see `loop`, and docs/decisions/0008.

`loop` takes what is due, one after the other: a debrief (`debriefs`) or a person (`people`). Their
`visit` posts, updates and deletes messages. `planner` says which messages of a debrief should
exist, `gate` is asked before each call that writes, and the `logbook` knows what was posted.
"""
