"""What `/do-we-need-a-lead` shows: six questions, and the answer with its reasons."""
