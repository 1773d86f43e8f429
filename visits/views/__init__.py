"""Pages about visits, by what one does there."""
