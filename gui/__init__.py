"""The instrument: what the user wants, what is drawn. No torch anywhere below here."""
