"""Where the user decides: data, model, runs, transport, probe."""
