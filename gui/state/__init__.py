"""What the user wants and what the engine has said. Free of Qt."""
