"""The recurrent cells: one file each, their equations and what follows from them."""
