"""How `manage.py demo` and `manage.py test` make and run what they need."""
