"""The loss curve, which is the timeline."""
