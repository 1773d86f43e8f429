"""What the pages cost, as ratios against floors measured in the same run."""
