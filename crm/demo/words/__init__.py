"""What the demo company says and sells: lists of words, no logic."""
