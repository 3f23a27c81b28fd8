"""All that is shown of a debrief: its messages, its modals and their input, its lists.

Nothing here decides who may see what: a message shows what its content holds, and that is decided
by `hiring.debriefs.outlook`; a modal shows what its arguments hold.
"""
