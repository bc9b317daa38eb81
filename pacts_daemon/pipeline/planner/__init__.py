"""From sentences to the actions and assertions that they ask for."""
