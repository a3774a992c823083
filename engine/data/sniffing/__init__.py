"""How a table is written, found out from its beginning."""
