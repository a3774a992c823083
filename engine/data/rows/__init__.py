"""Which rows are learnt from, which are validated on, and in what stretches."""
