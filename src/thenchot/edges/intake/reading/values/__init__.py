"""Values: what do the cells of a column mean, and in which style are they written?"""
