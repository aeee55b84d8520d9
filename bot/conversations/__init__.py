"""What is remembered of a conversation, for as long as it lasts."""
