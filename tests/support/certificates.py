"""An authority of the tests' own, with certificates of a server and of a client."""

from __future__ import annotations

import ssl
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import grpc

_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2")


@dataclass(frozen=True, slots=True)
class Certified:
    certificate: Path
    key: Path


@dataclass(frozen=True, slots=True)
class Authority:
    """Issues certificates with ``openssl``, in a folder."""

    folder: Path

    @property
    def certificate(self) -> Path:
        return self.folder / "ca.pem"

    def issue(self, name: str, *, host: str = "IP:127.0.0.1") -> Certified:
        made = Certified(self.folder / f"{name}.pem", self.folder / f"{name}.key")
        issuer = ("-CA", str(self.certificate), "-CAkey", str(self.folder / "ca.key"))
        subject = ("-subj", f"/CN={name}", "-addext", f"subjectAltName={host}")
        _openssl("req", "-x509", *_KEY, *issuer, *subject, *_out(made.certificate, made.key))
        return made

    def server(self, *, host: str = "IP:127.0.0.1", asks_clients: bool = False) -> ssl.SSLContext:
        """What a server of this authority listens with."""
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        made = self.issue("server", host=host)
        context.load_cert_chain(made.certificate, made.key)
        if asks_clients:
            context.load_verify_locations(self.certificate)
            context.verify_mode = ssl.CERT_REQUIRED
        return context


def make_authority(folder: Path) -> Authority:
    folder.mkdir(exist_ok=True)
    authority = Authority(folder)
    named = ("-subj", "/CN=authority")
    _openssl("req", "-x509", *_KEY, *named, *_out(authority.certificate, folder / "ca.key"))
    return authority


@asynccontextmanager
async def secure_channel(
    address: str, authority: Path, client: Certified | None
) -> AsyncIterator[grpc.aio.Channel]:
    """Connect anew, with a certificate or none."""
    pair = (client.key.read_bytes(), client.certificate.read_bytes()) if client else (None, None)
    made = grpc.ssl_channel_credentials(authority.read_bytes(), *pair)
    options = (("grpc.use_local_subchannel_pool", 1),)
    async with grpc.aio.secure_channel(address, made, options) as channel:
        yield channel


def _out(certificate: Path, key: Path) -> tuple[str, ...]:
    return ("-out", str(certificate), "-keyout", str(key))


def _openssl(*arguments: str) -> None:
    subprocess.run(("openssl", *arguments), check=True, capture_output=True)
