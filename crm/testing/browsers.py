"""Real Chromium for tests: a phone and a desktop that fail on any error they report."""
