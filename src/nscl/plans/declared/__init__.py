"""What the room declares to the others, a topic a file; put together in `apps.py`, so nothing here knows a model."""
