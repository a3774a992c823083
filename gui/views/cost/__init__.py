"""What a run would take: time and memory against the steps that backpropagation goes through."""
