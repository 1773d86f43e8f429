"""What holds for the archive."""
