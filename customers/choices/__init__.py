"""The words of the archive, by noun."""
