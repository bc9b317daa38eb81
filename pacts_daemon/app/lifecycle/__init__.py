"""How a daemon comes up, says how it is, and goes away."""
