"""Block Kit: which blocks Slack takes, and what a person can enter in them."""
