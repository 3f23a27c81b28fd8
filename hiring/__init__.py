"""What a hiring team knows and decides: no Slack, no store, no clock."""
