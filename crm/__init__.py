"""The whole: composes the apps. Imports nothing: manage.py reads it on a bare Python."""
