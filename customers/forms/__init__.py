"""What people say about customers, turned into values, by noun."""
