"""Recurrent cells: their equations, layers made of them, what they compute at every step. Shared by families."""
