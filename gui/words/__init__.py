"""Everything that is explained in more than one place, in words."""
