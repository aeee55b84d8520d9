"""What `python -m bot` does beside answering: one module for each group of commands."""
