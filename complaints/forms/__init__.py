"""What a person says about complaints."""
