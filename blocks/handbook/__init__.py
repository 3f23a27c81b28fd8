"""What `/hiring-guide` answers: topics in full, and the passage that a question is about."""
