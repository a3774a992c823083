"""Looking at a network without touching it: frames, gradients through time, what if."""
