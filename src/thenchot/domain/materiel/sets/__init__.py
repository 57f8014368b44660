"""Complete sets: what a set of each model must hold, which items are in it, what it lacks, and its hand-over in one act."""
