"""What `/salary` answers: bands, offers against them, and what to type instead."""
