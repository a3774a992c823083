"""Recurrent networks: layers of cells below a head, what is read off them and what follows from them."""
