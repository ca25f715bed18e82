"""What people type: to sign in, and about other people."""
