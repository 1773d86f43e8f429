"""Everything that changes leads, by verb. One function is one transaction."""
