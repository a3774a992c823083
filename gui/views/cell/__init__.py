"""One unit and its cell: lines, drawing, equations."""
