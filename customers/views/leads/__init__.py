"""The pages of leads, by noun."""
