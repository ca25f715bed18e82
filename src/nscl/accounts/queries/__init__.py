"""Questions about people: who is there, what they are, who may stand in or take over."""
