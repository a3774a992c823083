"""Records that are series: recognised, and turned into rows that are steps."""
