"""Every command of the window: one entry each, which says what it is called, what it does and when it may be done."""
