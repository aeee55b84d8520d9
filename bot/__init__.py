"""Answers from a company's own terms: a clause, a calculation, or an honest no."""
