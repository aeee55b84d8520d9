"""The assistant as a model of OpenAI's chat completions: for chat front ends and agents that speak that and nothing else."""
