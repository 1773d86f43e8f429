"""What templates ask of complaints."""
