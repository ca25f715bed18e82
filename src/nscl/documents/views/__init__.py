"""Pages of documents and their files."""
