"""People, their memberships and roles: who may do what, where."""
