"""What a person says of a complaint, turned into values."""
