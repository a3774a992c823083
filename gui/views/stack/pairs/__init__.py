"""The rows of networks that read one sequence and write another: the answer, and what is handed over."""
