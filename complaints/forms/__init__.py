"""Forms about complaints."""
