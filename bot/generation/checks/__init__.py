"""What is checked of a sentence that a model wrote, one module per check. Pure: no model, no network, no index."""
