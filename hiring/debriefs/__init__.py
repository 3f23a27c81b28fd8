"""One candidate's debrief: the record, what may happen to it, and which messages it has in Slack.

The life of a debrief, as `state.Phase` names it:

    open ──► RUNNING ──► BETWEEN ──► RUNNING ──► … ──► GRACE ──► REVEALED ──► DECIDED
               │  a round's   │ advance: the next round     │ the last round is complete, or stop
               │  seats file  │ stop: no more rounds       │ the grace passes
               │              └─────────────────────────────┤
               └── reveal_without (overdue by a working day) ──► REVEALED
    another_round: REVEALED, or DECIDED on hold ──► RUNNING
    close: anything before DECIDED ──► CLOSED, and what was sealed stays sealed

A round's scorecards are *sealed* until every seat of it has filed, was excused or was given up.
Then they are *opened* to owner and decider if another round follows, and *public* in the channel
from the reveal on. `outlook` alone decides which message is where; each content holds only what may
be seen there at that time.

People are Slack user ids, times are whole seconds since 1970 (UTC), `actor` is the person who
acts. Every transition takes the debrief and `now`, returns another debrief, and raises a
DebriefError with a sentence for people where it is not allowed.
"""
