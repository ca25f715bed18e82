"""Files shown in a page: made into pictures and plain HTML by a child process with limits (ADR 0005, 0011)."""
