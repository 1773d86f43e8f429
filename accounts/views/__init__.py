"""Pages about oneself: coming in, profile, inbox, what was recorded, see-as."""
