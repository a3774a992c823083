"""What a run is asked to be: frozen values, checked when made. No torch."""
