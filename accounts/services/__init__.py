"""Everything that changes who works here and what runs behind, by noun."""
