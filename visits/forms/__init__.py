"""What people say about visits, read and checked."""
