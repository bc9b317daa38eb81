"""What an action on an element does, whatever drives the browser: no call is made here.

`flows` says what is done in which order, once for every runner: it yields `steps` and is told what
came of them. `decisions` are the choices in it, `wrapping` is the same for locators as tests write
them. `pacts.session` carries the steps out.
"""
