"""What verbs ask for, each kind in a module of rules."""
