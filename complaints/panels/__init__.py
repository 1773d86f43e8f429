"""What the page of a complaint reads, panel by panel: each a dict for its partial."""
