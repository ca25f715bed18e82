"""Plans: read from a legal document or written by hand, reviewed as a draft, confirmed, lived by.

Owns plan, target, task, support rule, duty, deadline and budget annex. Knows nothing of enterprises, support or money.
"""
