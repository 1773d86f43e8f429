"""What a segment consists of: facts, rules made of them, who fits."""
