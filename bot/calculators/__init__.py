"""Deadlines and fees: pure, deterministic sums with their derivation in Dutch."""
