"""Questions about complaints, by noun."""
