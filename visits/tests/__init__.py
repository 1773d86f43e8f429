"""The rules of visits, room by room."""
