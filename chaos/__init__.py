"""Nothing lost, nothing doubled: Hiring Desk while everything around it breaks.

`make chaos` runs thirteen scenarios with fixed seeds and prints a table; `make chaos ONLY="4 8"`
runs two of them. Each has a *control*, at a tenth of its size, that breaks something on purpose and
must fail, which proves that the check would notice. The parts of a scenario:

- `scenarios/`: a file for each, named for what happens, with a `SCENARIO` and its `run`.
- `desk`: Hiring Desk in a process that can be killed; `variants`: what controls break in it.
- `delivery`: requests as Slack delivers them, with every answer recorded; `wire` and `fuzz`:
  requests that no client would send.
- `scorecards`: sample debriefs to file in, and the check of what the store holds;
  `sample_debrief` and `messages`: debriefs from opening to reveal, and the check of what Slack
  shows.
- `slack` runs `stand_in`: a Slack that takes many posts a second, loses answers on purpose, and
  remembers everything.
- `stores`: Valkey servers that can be killed and stalled; `cluster`: six of them that fail over;
  `power` cuts the power of one, `proxy` is a bad network in front of one, `faults` are the ways in
  which one can be unavailable, `calls` the app's calls of one.
- `clock`: time that jumps instead of waiting; `result`: a row of the table.
"""
