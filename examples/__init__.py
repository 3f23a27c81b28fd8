"""Extensions to copy from; docs/extensions.md explains them."""
