"""What `/salary` answers: ranges, how offers compare with them, and what to type instead."""
