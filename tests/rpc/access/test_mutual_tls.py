"""Who may connect follows the files of TLS while the daemon runs, and nobody slips through."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import grpc

from pacts.session.connecting import connect_awaited
from pacts.session.environment import endpoint_of
from pacts.v1 import selector_service_pb2 as pb
from pacts.v1 import selector_service_pb2_grpc
from tests.support.certificates import Certified, make_authority, secure_channel
from tests.support.daemons.watched import daemon_process

FILES = ("tls.crt", "tls.key", "ca.crt")


@dataclass(frozen=True)
class Mounted:
    """Files as Kubernetes mounts them: links through one link, which is replaced in one step."""

    folder: Path

    def put(self, served: Certified, trusted: Path, version: str) -> None:
        data = self.folder / f"..{version}"
        data.mkdir()
        for name, source in zip(FILES, (served.certificate, served.key, trusted), strict=True):
            shutil.copy(source, data / name)
        fresh = self.folder / "..data_tmp"
        fresh.symlink_to(data.name)
        fresh.rename(self.folder / "..data")
        for name in FILES:
            if not (self.folder / name).is_symlink():
                (self.folder / name).symlink_to(f"..data/{name}")

    @property
    def variables(self) -> dict[str, str]:
        names = ("TLS_CERTIFICATE", "TLS_KEY", "TLS_CLIENT_CA")
        return {
            f"PACTS_GRPC_{name}": str(self.folder / file)
            for name, file in zip(names, FILES, strict=True)
        }


@asynccontextmanager
async def connected(
    address: str, server_ca: Path, client: Certified | None
) -> AsyncIterator[selector_service_pb2_grpc.SelectorServiceAsyncStub]:
    async with secure_channel(address, server_ca, client) as channel:
        yield selector_service_pb2_grpc.SelectorServiceStub(channel)


async def lets_in(address: str, server_ca: Path, client: Certified | None) -> bool:
    async with connected(address, server_ca, client) as stub:
        call = stub.ListSelectors(pb.ListSelectorsRequest(), timeout=10)
        code = await call.code()
    assert code in {grpc.StatusCode.OK, grpc.StatusCode.UNAVAILABLE}
    return code is grpc.StatusCode.OK


async def test_client_of_the_old_authority_is_refused_once_the_files_are_swapped(
    tmp_path: Path,
) -> None:
    old, new = make_authority(tmp_path / "old"), make_authority(tmp_path / "new")
    of_old, of_new = old.issue("client"), new.issue("client")
    (tmp_path / "mount").mkdir()
    mount = Mounted(tmp_path / "mount")
    mount.put(old.issue("server"), old.certificate, "1")
    async with daemon_process("--data-dir", str(tmp_path), **mount.variables) as daemon:
        address = (await daemon.line("serving"))["grpc"]
        assert await lets_in(address, old.certificate, of_old)
        assert not await lets_in(address, old.certificate, of_new)
        assert not await lets_in(address, old.certificate, None)
        async with connected(address, old.certificate, of_old) as standing:
            await standing.ListSelectors(pb.ListSelectorsRequest())
            mount.put(new.issue("server"), new.certificate, "2")
            await daemon.line("certificate_reloaded", within_s=15)
            assert await lets_in(address, new.certificate, of_new)
            assert not await lets_in(address, new.certificate, of_old)
            assert not await lets_in(address, new.certificate, None)
            assert not await lets_in(address, old.certificate, of_old)
            await standing.ListSelectors(pb.ListSelectorsRequest())


async def test_client_is_let_in_by_what_its_variables_say(tmp_path: Path) -> None:
    authority = make_authority(tmp_path / "ca")
    caller, served = authority.issue("client"), authority.issue("server")
    files = {
        "PACTS_GRPC_TLS_CERTIFICATE": str(served.certificate),
        "PACTS_GRPC_TLS_KEY": str(served.key),
        "PACTS_GRPC_TLS_CLIENT_CA": str(authority.certificate),
    }
    async with daemon_process("--data-dir", str(tmp_path), **files) as daemon:
        told = {
            "PACTS_TARGET": str((await daemon.line("serving"))["grpc"]),
            "PACTS_TLS_CA": str(authority.certificate),
            "PACTS_TLS_CERTIFICATE": str(caller.certificate),
            "PACTS_TLS_KEY": str(caller.key),
        }
        async with connect_awaited(endpoint_of(told)) as client:
            assert (await client.cache_stats()).lookups == 0


async def test_broken_file_keeps_the_old_ones_and_is_told_until_it_is_mended(
    tmp_path: Path,
) -> None:
    authority = make_authority(tmp_path / "ca")
    client = authority.issue("client")
    folder = tmp_path / "mount"
    folder.mkdir()
    mount = Mounted(folder)
    mount.put(authority.issue("server"), authority.certificate, "1")
    async with daemon_process("--data-dir", str(tmp_path), **mount.variables) as daemon:
        serving = await daemon.line("serving")
        for times, broken in enumerate(("tls.key", "ca.crt"), 1):
            path = (folder / broken).resolve()
            right = path.read_text()
            path.write_text("-----BEGIN CERTIFICATE-----\nnone\n-----END CERTIFICATE-----\n")
            said = await daemon.line("certificate_refused", times, within_s=15)
            assert str(said["why"]).startswith("grpc.tls_")
            told = await daemon.until("degraded", "certificate")
            assert "the files before are in use" in told["problems"]["certificate"]
            shown = await metrics(serving["management"])
            assert 'pacts_problem{culprit="certificate"} 1.0' in shown
            assert await lets_in(serving["grpc"], authority.certificate, client)
            path.write_text(right)
            await daemon.until("ready")
        assert len([one for one in daemon.said if one["event"] == "certificate_refused"]) == times
        assert await lets_in(serving["grpc"], authority.certificate, client)


async def metrics(address: str) -> str:
    async with aiohttp.ClientSession() as http:
        return await (await http.get(f"http://{address}/metrics")).text()
