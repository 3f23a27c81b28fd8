"""How fast Hiring Desk answers a command, beside Bolt without anything to do: `make bench`."""
