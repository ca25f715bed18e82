"""What tests of every room share: their databases, and the cast of people in two provinces."""
