"""Filling DOCX templates, in a process of its own: what a template says is run, so it runs within limits.

Knows no Django, no database and no words for people: it answers in codes, which `documents.templating` puts in words.
"""
