"""Questions about the archive, by noun."""
