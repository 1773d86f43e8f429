"""What every app's tests stand on: the cast, the builders, real servers."""
