"""Signing in: passwords, second factors, passkeys, the province's sign-on, sessions. Allauth does it; the words, the
limits and what is remembered are ours. Knows nothing of memberships beyond asking whether a role wants two factors."""
