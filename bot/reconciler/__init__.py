"""Makes Slack look as the debriefs say: see `loop`, and docs/decisions/0008.

`loop` takes one due debrief after the other; a `visit` posts, updates and deletes its messages.
`planner` says which messages should exist, `gate` is asked before each call that writes, and the
`logbook` knows what was posted.
"""
