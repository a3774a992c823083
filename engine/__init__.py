"""The laboratory: data, networks, training, recording. No Qt anywhere below here."""
