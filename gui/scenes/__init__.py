"""What is asked for and what is drawn, decided without Qt."""
