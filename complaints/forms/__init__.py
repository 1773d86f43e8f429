"""What people say about complaints, turned into values."""
