"""The whole: composes the apps. Imports nothing: a bare manage.py reads it."""
