"""How the window looks and speaks: theme, colours, fonts, icons, language, numbers."""
