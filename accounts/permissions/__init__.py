"""Who may do what: the closed list of actions, the table of grants, the door."""
