"""The gradient through time over training, one line a keyframe."""
