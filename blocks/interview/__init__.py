"""What `/interview-questions` answers: the plan, one stage, and the kit to take along."""
