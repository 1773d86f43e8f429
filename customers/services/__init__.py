"""Everything that changes the archive, by noun. One function is one transaction."""
