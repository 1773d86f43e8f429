"""What Today shows, a panel each: what one reads is counted to a hundred, never all."""
