"""Everything that changes a visit, by noun. One function is one transaction."""
