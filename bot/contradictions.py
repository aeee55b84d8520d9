"""Settings that are each well-formed and can't be used together, or not on this machine."""

from __future__ import annotations

import errno
import ipaddress
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile

from sqlalchemy.exc import ArgumentError

from bot import texts
from bot.conversations.database import read_address
from bot.errors import BadSettings
from bot.generation.naming import chat_doubts, chat_refusals
from bot.settings import Settings


def insist_on(settings: Settings, *, host: str, port: int) -> None:
    """Returns when a server can start with these settings. Raises: BadSettings with one line for everything in its way."""
    if wrong := [*refusals(settings), *port_refusals(host, port)]:
        raise BadSettings("\n".join(wrong))


def refusals(settings: Settings) -> Iterator[str]:
    """What keeps a server from starting, one line each."""
    yield from _data_refusals(settings.data_dir)
    if settings.index_dir.exists() and not settings.index_dir.is_dir():
        yield texts.get("configuration.no_index_folder", folder=settings.index_dir)
    elif not settings.chroma_url and not can_be_written(settings.index_dir):
        yield texts.get("configuration.index_folder", folder=settings.index_dir)
    yield from database_refusals(settings.database_url)
    for address in settings.unlimited_addresses:
        if "/" in address or not _is_network(address):
            yield texts.get("configuration.no_address", address=address)
    for network in settings.trusted_proxies:
        if not _is_network(network):
            yield texts.get("configuration.no_network", network=network)
    yield from chat_refusals(settings)


def doubts(settings: Settings) -> Iterator[str]:
    """What a server can do without, and somebody may not have meant, one line each."""
    if settings.allow_download and not settings.embedding_model:
        yield texts.get("configuration.doubt_download")
    if settings.upload_limit < settings.body_limit:
        yield texts.get("configuration.doubt_upload")
    for network in settings.trusted_proxies:
        if network.endswith("/0"):
            yield texts.get("configuration.doubt_proxies", network=network)
    if not can_be_written(settings.review_dir):
        yield texts.get("configuration.doubt_review", folder=settings.review_dir)
    if not can_be_written(settings.data_dir):
        yield texts.get("configuration.doubt_data", folder=settings.data_dir)
    yield from chat_doubts(settings)


def _data_refusals(folder: Path) -> Iterator[str]:
    if not os.access(folder, os.R_OK | os.X_OK):
        yield texts.get("configuration.no_data", folder=folder)
    elif not any((folder / "terms").glob("*/company.yaml")):
        yield texts.get("configuration.no_terms", folder=folder)


def database_refusals(url: str) -> Iterator[str]:
    """What can be said of a database without reaching for it. Its address is not shown: it may hold a password."""
    try:
        address = read_address(url)
        kind = address.get_backend_name()
        address.get_dialect().import_dbapi()
    except ImportError as error:
        yield texts.get("configuration.database_driver", kind=kind, reason=error.name)
    except ArgumentError:
        yield texts.get("configuration.database_address")
    else:
        folder = Path(address.database).parent if kind == "sqlite" and address.database else None
        if folder and not can_be_written(folder):
            yield texts.get("configuration.database_folder", folder=folder)


def port_refusals(host: str, port: int) -> Iterator[str]:
    """Why a server can't listen here; nothing where it can. Port 0 is any free one."""
    try:
        family, kind, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server does: one that just ended is no other one
            probe.bind(address)
    except OSError as error:
        match error.errno:
            case errno.EADDRINUSE:
                yield texts.get("configuration.port_taken", host=host, port=port, other=port + 1 if port < 65535 else port - 1)
            case errno.EACCES:
                yield texts.get("configuration.port_forbidden", host=host, port=port)
            case _:
                yield texts.get("configuration.host_unknown", host=host)


def can_be_written(folder: Path) -> bool:
    """Whether files can be made in this folder, or the folder itself where it is not there yet."""
    there = existing(folder)
    try:
        with TemporaryFile(dir=there):
            return True
    except OSError:
        return False


def existing(folder: Path) -> Path | None:
    """This folder, or the nearest one above it that is there."""
    return next((place for place in (folder, *folder.absolute().parents) if place.exists()), None)


def _is_network(text: str) -> bool:
    try:
        ipaddress.ip_network(text)
    except ValueError:
        return False
    return True
