"""The two commands do what they promise, on a bare clone and after every accident."""
