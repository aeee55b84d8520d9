"""A chat model that lies in every way we know, to see that none of it reaches a customer. `python -m evals lies`."""
