"""Pure rules about documents: no database, no request."""
