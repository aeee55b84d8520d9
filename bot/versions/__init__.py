"""What changed between two versions of a company's terms: which clause became which, and what it says now. Pure."""
