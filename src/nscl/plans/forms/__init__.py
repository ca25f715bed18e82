"""Forms of the review screen: what an officer types, brought to the values that actions take."""
