"""From a file to its columns, or its text: one file per format."""
