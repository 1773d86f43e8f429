"""What templates ask of a visit."""
