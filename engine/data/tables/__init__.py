"""A data set: its columns, what they are for, and what is suggested to be learnt."""
