"""What a typed sentence says. Knows nothing of Slack, and nothing of what is answered."""
