"""Where the tokens come from: the settings, and a file that is read again when it changes."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Final

from pacts_daemon.core.errors import InvalidFieldError
from pacts_daemon.rpc.access.token_file import FIELD, read_token_file
from pacts_daemon.rpc.access.tokens import SETTINGS_TOKEN, Token, Tokens, token_of_settings
from pacts_daemon.rpc.marks import Mark, mark_of
from pacts_daemon.settings import GrpcSettings
from pacts_daemon.telemetry.setup import Logger

CHECKED_S: Final = 1.0
"""How often the file is looked at."""


class TokenSource:
    """Tells `Tokens` what is to be taken.

    A daemon that was started without any token asks for none before it starts again.
    """

    def __init__(self, tokens: Tokens, settings: GrpcSettings, logger: Logger) -> None:
        self._tokens = tokens
        self._token = settings.token
        self._path = settings.token_file
        self._logger = logger
        self._mark: Mark = ()
        self._taken: tuple[Token, ...] | None = None
        self._are_others = False

    @property
    def has_token(self) -> bool:
        """Whether the daemon was started with the one token of the settings."""
        return self._token is not None

    def start(self) -> None:
        """Take the tokens of the settings and the file.

        Raises:
            InvalidFieldError: the file cannot be used; names the line and the field.
        """
        if self._token is not None:
            self.replace(self._token.get_secret_value())
        self.reread()

    def replace(self, token: str) -> None:
        """Take another one token of the settings from now on."""
        self._tokens.take(SETTINGS_TOKEN, [token_of_settings(token)])

    def reread(self) -> None:
        """Read the file, if there is one.

        Raises:
            InvalidFieldError: it cannot be used; the tokens of before are taken, still.
        """
        if self._path is None:
            return
        mark = mark_of(self._path)
        read = read_token_file(self._path)
        self._tokens.take(FIELD, read.tokens)
        self._are_others |= self._taken is not None and read.tokens != self._taken
        self._mark, self._taken = mark, read.tokens
        for warning in read.warnings:
            self._logger.warning("token_file_exposed", why=warning)

    async def turn(self) -> bool:
        """Read the file again if it has changed; what cannot be used is told, and not taken.

        Returns:
            Whether what is taken has changed since the last turn, here or by `reread`.
        """
        if self._path is None:
            return False
        mark = await asyncio.to_thread(mark_of, self._path)
        if mark != self._mark:
            self._read_changed(mark, self._path)
        are_others, self._are_others = self._are_others, False
        return are_others

    def _read_changed(self, mark: Mark, path: Path) -> None:
        try:
            self.reread()
        except InvalidFieldError as error:
            self._mark = mark  # told once, and again when it has changed again
            self._logger.warning("token_file_refused", why=error.problem)
        else:
            self._logger.info("token_file_read", path=str(path))
