"""What stands out about a run: rules with numbers over what is known of it. No torch."""
