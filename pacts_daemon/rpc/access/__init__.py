"""Who may call, and what: tokens, the scopes of each call, and how much one caller may do."""
