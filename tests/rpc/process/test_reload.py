"""SIGHUP reads settings and files again, says what needs a restart, and never ends the daemon."""

from __future__ import annotations

import asyncio
import shutil
import signal
import ssl
from pathlib import Path

import grpc
import pytest

from pacts.v1 import selector_service_pb2 as pb
from pacts.v1 import selector_service_pb2_grpc
from tests.support.certificates import make_authority
from tests.support.daemons.watched import DaemonProcess, daemon_process
from tests.support.tokens import bearer


def heeds(number: int, sent: signal.Signals) -> bool:
    """Whether a process catches or ignores a signal."""
    status = Path(f"/proc/{number}/status").read_text("utf-8")
    masks = dict(line.split(":", 1) for line in status.splitlines())
    heeded = int(masks["SigCgt"], 16) | int(masks["SigIgn"], 16)
    return bool(heeded >> (sent - 1) & 1)


async def reloaded(daemon: DaemonProcess, event: str = "reloaded") -> dict[str, object]:
    """Send SIGHUP and return what is said of it."""
    told = sum(line["event"] == event for line in daemon.said)
    daemon.process.send_signal(signal.SIGHUP)
    return await daemon.line(event, told + 1, within_s=10)


async def test_sighup_does_not_end_the_daemon(tmp_path: Path) -> None:
    async with daemon_process("--data-dir", str(tmp_path)) as daemon:
        async with asyncio.timeout(10):
            while not heeds(daemon.process.pid, signal.SIGHUP):
                await asyncio.sleep(0.01)
        for _ in range(10):
            daemon.process.send_signal(signal.SIGHUP)
            await asyncio.sleep(0.1)
        await daemon.line("serving")
        daemon.process.send_signal(signal.SIGHUP)
        await daemon.save()
        assert daemon.process.returncode is None


async def test_token_of_the_file_is_asked_for_from_the_reload_on(tmp_path: Path) -> None:
    config = tmp_path / "pacts.toml"
    config.write_text('[grpc]\ntoken = "the-first-token-of-all"\n')
    flags = ("--data-dir", str(tmp_path), "--config", str(config))
    async with daemon_process(*flags) as daemon:
        stub = await daemon.selector()
        config.write_text(
            '[grpc]\ntoken = "another-token-than-that"\ndrain_grace_s = 3\n[heal]\nbudget = 7\n'
            "[cache]\nconfirm_s = 9\n"
        )
        told = await reloaded(daemon)
        assert told["applied"] == ["grpc.token", "heal.budget"]
        assert told["after_restart"] == ["cache.confirm_s"]
        assert "token-than" not in daemon.text
        for token, is_right in (
            ("the-first-token-of-all", False),
            ("another-token-than-that", True),
        ):
            call = stub.ListSelectors(pb.ListSelectorsRequest(), metadata=bearer(token))
            if is_right:
                await call
                continue
            with pytest.raises(grpc.aio.AioRpcError) as caught:
                await call
            assert caught.value.code() is grpc.StatusCode.UNAUTHENTICATED


async def test_log_level_of_the_file_counts_from_the_reload_on(tmp_path: Path) -> None:
    config = tmp_path / "pacts.toml"
    config.write_text('[log]\nlevel = "info"\naccess = true\n')
    flags = ("--data-dir", str(tmp_path), "--config", str(config))
    async with daemon_process(*flags, PACTS_LOG_ACCESS="") as daemon:
        await daemon.save()
        await daemon.line("rpc")
        config.write_text('[log]\nlevel = "warning"\naccess = true\n')
        daemon.process.send_signal(signal.SIGHUP)
        async with asyncio.timeout(20):
            while await _is_told_of(daemon):
                pass
        config.write_text('[log]\nlevel = "info"\naccess = true\n')
        assert (await reloaded(daemon))["applied"] == ["log.level"]


async def _is_told_of(daemon: DaemonProcess) -> bool:
    """Save something, and return whether the log has a line of that."""
    before = len(daemon.said)
    await daemon.save()
    await asyncio.sleep(0.3)  # a line goes through a pipe
    return len(daemon.said) > before


async def test_wrong_setting_is_told_and_the_old_ones_stay(tmp_path: Path) -> None:
    config = tmp_path / "pacts.toml"
    config.write_text("[heal]\nbudget = 7\n")
    async with daemon_process("--data-dir", str(tmp_path), "--config", str(config)) as daemon:
        await daemon.line("serving")
        config.write_text("[heal]\nbudget = -1\n")
        assert "heal.budget" in str((await reloaded(daemon, "reload_refused"))["why"])
        await daemon.save()
        config.write_text("[heal]\nbudget = 7\n")
        assert (await reloaded(daemon))["after_restart"] == []


async def test_new_certificate_is_served_from_the_reload_on_and_a_wrong_one_is_not(
    tmp_path: Path,
) -> None:
    authority = make_authority(tmp_path)
    first, second = authority.issue("first"), authority.issue("second")
    certificate, key = tmp_path / "tls.pem", tmp_path / "tls.key"
    shutil.copy(first.certificate, certificate)
    shutil.copy(first.key, key)
    variables = {"PACTS_GRPC_TLS_CERTIFICATE": str(certificate), "PACTS_GRPC_TLS_KEY": str(key)}
    async with daemon_process("--data-dir", str(tmp_path), **variables) as daemon:
        address = (await daemon.line("serving"))["grpc"]
        assert await served_certificate(address) == ssl.PEM_cert_to_DER_cert(
            first.certificate.read_text()
        )
        shutil.copy(second.certificate, certificate)
        assert "grpc.tls_key" in str((await reloaded(daemon, "reload_refused"))["why"])
        assert await served_certificate(address) == ssl.PEM_cert_to_DER_cert(
            first.certificate.read_text()
        )
        shutil.copy(second.key, key)
        await reloaded(daemon)
        assert await served_certificate(address) == ssl.PEM_cert_to_DER_cert(
            second.certificate.read_text()
        )
        credentials = grpc.ssl_channel_credentials(authority.certificate.read_bytes())
        async with grpc.aio.secure_channel(address, credentials) as channel:
            stub = selector_service_pb2_grpc.SelectorServiceStub(channel)
            assert await stub.ListSelectors(pb.ListSelectorsRequest())


async def served_certificate(address: str) -> bytes:
    host, _, port = address.rpartition(":")
    pem = await asyncio.to_thread(ssl.get_server_certificate, (host, int(port)))
    return ssl.PEM_cert_to_DER_cert(pem)
