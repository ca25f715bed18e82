"""Tests of the plan reader as a whole: a corpus of invented documents with what a careful official reads in each."""
