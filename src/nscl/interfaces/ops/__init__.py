"""Running an installation: its database, its server, its first start."""
