"""What the ARIA roles mean to people."""

def is_interactive(role: str) -> bool:
    """Whether people act on elements of this role."""

def role_family(role: str) -> str:
    """Return what a role does for a person; roles of one family may become one another.

    A role that nothing else does the same as is its own family, and so is the empty one.
    """
