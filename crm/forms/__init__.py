"""What people type on pages over several apps."""
