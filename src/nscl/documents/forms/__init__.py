"""What officers fill in about documents."""
