"""What draws a scene: a room for each view, and their list, ``gui/views/registry.py``."""
