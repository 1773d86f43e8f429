"""The tests' own tools do what they promise."""
