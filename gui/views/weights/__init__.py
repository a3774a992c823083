"""The recurrent weights: eigenvalues, how far they stretch a state, the matrices themselves."""
