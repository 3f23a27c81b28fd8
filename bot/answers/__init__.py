"""What the commands about a role answer: which role is meant, and what it says.

Answers that depend on no person are rendered once, at start.
"""
