"""Everything that changes a complaint. One function is one transaction."""
