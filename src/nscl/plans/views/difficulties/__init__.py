"""Pages of difficulties: the register, one as a conversation, its steps, its letters, the yearly table."""
