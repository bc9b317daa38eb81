"""What a test has of the daemon while it runs, whatever drives its browser.

`flows` says what is done in which order, once for every runner: it yields `steps` and is told what
came of them. `decisions` are the choices in it. A runner's room brings a session that carries the
steps out, and an adapter of its page.
"""
