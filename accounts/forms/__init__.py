"""What people type about themselves and others, turned into values."""
