"""From clauses and calculations to a Dutch answer that says nothing else."""
