"""What people and builds read of a run, made from its result and the files beside it."""
