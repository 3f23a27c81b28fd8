"""What the workspace holds, and what it forgets on a restart."""
