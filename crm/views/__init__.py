"""Pages about the whole: Today, search, a customer's page, errors, health."""
