"""Verbs over several apps, each one transaction over the services of those apps."""
