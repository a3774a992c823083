"""Echo state networks: a reservoir that stays as it was drawn, and a readout solved in one step."""
