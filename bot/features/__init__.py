"""What people do with Hiring Desk: one file for each thing, with its routing table at the end."""
