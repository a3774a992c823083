"""The document: one SQLite file, its format, its owner."""
