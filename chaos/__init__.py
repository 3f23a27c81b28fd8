"""Nothing lost, nothing doubled: what Hiring Desk keeps while everything around it breaks.

`make chaos` runs thirteen scenarios with fixed seeds and prints a table; `make chaos ONLY="4 8"`
runs some. Each has a *control* at a tenth of its size in which something is broken on purpose and
that must fail, so that the check is known to bite. How a scenario is made:

- `scenarios/` holds a file each, named for what happens, with a `SCENARIO` and its `run`.
- `person` presses and submits like Slack does for a person, and notes what was answered.
- `cards` are the sample debriefs that people file in, and the check of what the store holds.
- `desk` is a Hiring Desk in a process of its own, to be killed; `variants` are those that controls
  break.
- `slack` runs `stand_in`: a Slack that takes many posts a second, loses answers on purpose, and
  forgets nothing.
- `stores` are Valkey servers to be killed and stalled, `cluster` six of them that fail over;
  `power` cuts the power of one, `proxy` is a bad network before one,
  `faults` are the ways in which one can be away, `calls` what the app asks of one.
- `result` is a row of the table.
"""
