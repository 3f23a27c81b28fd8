"""How fast Hiring Desk answers a command, compared with an empty Bolt app: `make bench`."""
