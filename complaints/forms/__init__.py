"""What people say of complaints, read from forms."""
