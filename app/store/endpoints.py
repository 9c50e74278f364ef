"""From the URL a user gives to a server's three doors: query, update and Graph Store Protocol."""

from __future__ import annotations

import base64
import os
import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urljoin, urlsplit, urlunsplit

from councilgraph.store.place import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

USER, PASSWORD, TOKEN = "COUNCILGRAPH_STORE_USER", "COUNCILGRAPH_STORE_PASSWORD", "COUNCILGRAPH_STORE_TOKEN"


@dataclass(frozen=True, slots=True)
class Endpoints:
    """The three doors as absolute URLs; `data` is None where the server has no Graph Store Protocol."""

    query: str
    update: str
    data: str | None


@dataclass(frozen=True, slots=True)
class Address:
    """A URL taken apart: `base` without credentials, so that it can be shown, `authorization` apart.

    `stated` are the doors named in the fragment, `#query=…&update=…&data=…`, relative to the base.
    """

    base: str
    authorization: str | None
    stated: dict[str, str]


def take_apart(url: str) -> Address:
    """The parts of a store's URL; credentials come from it or from the environment.

    >>> take_apart("http://me:secret@127.0.0.1:3030/ds#data=get").base
    'http://127.0.0.1:3030/ds'
    """
    parts = urlsplit(url)
    if not parts.hostname:
        raise StoreError("this URL names no host", where=url, remedy="Write it as http://host:port/dataset.")
    host = parts.netloc.rpartition("@")[2]
    base = urlunsplit((parts.scheme, host, parts.path, parts.query, ""))
    stated = {door: values[0] for door, values in parse_qs(parts.fragment).items()}
    if unknown := set(stated) - {"query", "update", "data"}:
        raise StoreError(
            f"{sorted(unknown)[0]!r} is no door of a SPARQL server",
            where=base,
            remedy="After # write query=…, update=… and data=….",
        )
    return Address(base, _authorization(parts.username, parts.password), stated)


def _authorization(user: str | None, password: str | None) -> str | None:
    if token := os.environ.get(TOKEN):
        return f"Bearer {token}"
    name = unquote(user) if user else os.environ.get(USER)
    if not name:
        return None
    secret = unquote(password) if password else os.environ.get(PASSWORD, "")
    return "Basic " + base64.b64encode(f"{name}:{secret}".encode()).decode()


def find(address: Address, *, answers: Callable[[str], bool], keeps: Callable[[str], bool]) -> Endpoints:
    """The doors of the server at `address`: as stated in its fragment, else the first known row that works.

    `answers` tells whether a URL answers queries, `keeps` whether one speaks the Graph Store Protocol.
    """
    if "query" in address.stated:
        doors = {door: _join(address.base, path) for door, path in address.stated.items()}
        return Endpoints(doors["query"], doors.get("update", doors["query"]), doors.get("data"))
    fallback: Endpoints | None = None
    for row in known_servers():
        doors = {door: _join(address.base, path) for door, path in (row | address.stated).items()}
        if not answers(doors["query"]):
            continue
        if keeps(doors["data"]):
            return Endpoints(doors["query"], doors["update"], doors["data"])
        fallback = fallback or Endpoints(doors["query"], doors["update"], None)
    if fallback:
        return fallback
    raise StoreError(
        "no SPARQL server answers here",
        where=address.base,
        remedy="Check the URL, or name the doors: URL#query=sparql&update=update&data=data.",
    )


def known_servers() -> list[dict[str, str]]:
    """Rows of servers.toml: paths of the doors `query`, `update` and `data`."""
    text = resources.files("councilgraph.store").joinpath("servers.toml").read_text("utf-8")
    return [{door: row[door] for door in ("query", "update", "data")} for row in tomllib.loads(text)["server"]]


def _join(base: str, path: str) -> str:
    if not path:
        return base
    return urljoin(base.rstrip("/") + "/", path)
