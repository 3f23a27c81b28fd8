"""How Hiring Desk looks in Slack: pure functions from `hiring` objects to Block Kit, and back.

Names say what a function returns:

    build_…     something to show: a message, a modal (view), a block, a button
    describe_…  text to put into a block; format_… the text of an amount or a time
    read_…      what a person filled in, from a submitted form

`kit` is the exception: its functions are named for Slack's own blocks and elements
(`kit.section`, `kit.button`), so that they read like Slack's reference.
"""
