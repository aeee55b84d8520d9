"""The side-by-side benchmark: what a user would pick instead, on the same questions, in one run."""
