"""How a body writes its records: one TOML file a kind of record."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from councilgraph.ontology.errors import CouncilgraphError

from .fold import fold


class ProfileError(CouncilgraphError):
    """A profile that does not exist was asked for."""

    exit_code = 2


@dataclass(frozen=True)
class Profile:
    """One body's habits; the fields are those of its TOML file."""

    name: str
    record_class: str
    body: str
    secretariat: str
    unowned: frozenset[str]
    numbering: str
    detect: tuple[re.Pattern[str], ...]
    noise: re.Pattern[str] | None
    contents: re.Pattern[str] | None
    session_from_symbol: re.Pattern[str] | None
    session_from_header: re.Pattern[str] | None
    meeting_from_symbol: re.Pattern[str] | None
    session_code: str
    session_century: int
    capacities: dict[str, str]
    instruments: dict[str, Any]
    document_series: frozenset[str]
    document_kinds: tuple[tuple[re.Pattern[str], str], ...]

    def capacity(self, word: str) -> str:
        """The capacity in this body of somebody called by a title of the lexicon."""
        return self.capacities.get(word, word)

    def issuer_of(self, kind: str, number: str) -> str:
        """The issuer that this body means when it cites an instrument by number alone; "" when open."""
        if not number.isdigit():
            divided = (row for row in self.instruments["divided"] if kind in row["kinds"])
            return next((row["issuer"] for row in divided if re.match(row["pattern"], number)), "")
        ranges = self.instruments.get(kind, [])
        return next((r["issuer"] for r in ranges if r["from"] <= int(number) <= r["to"]), "")

    def reviser_of(self, version: str) -> str:
        """The conference that a folded version such as "(rev. kigali, 2022)" tells by year and place; "" if unknown."""
        rows = (row for row in self.instruments["revised"] if str(row["year"]) in version)
        return next((row["issuer"] for row in rows if any(place in version for place in row["places"])), "")

    def document_kind(self, symbol: str) -> str:
        """The class of document that a symbol names."""
        return next((kind for pattern, kind in self.document_kinds if pattern.search(symbol)), "Document")

    def meeting_of(self, symbol: str) -> int | None:
        """The ordinal of the meeting that a symbol tells, where the body's symbols do."""
        found = self.meeting_from_symbol.match(symbol) if self.meeting_from_symbol else None
        return int(found.group(1)) if found else None

    def session_in(self, year: int) -> str:
        """The code of the session of a year; the year itself where the body's symbols tell no session."""
        return self.session_code.format(year % 100) if self.session_from_symbol else str(year)

    def session_named(self, folded: str) -> tuple[str, int] | None:
        """Code and year of the session that a folded line of the head names: "(PP-26)"."""
        found = self.session_from_header.search(folded) if self.session_from_header else None
        if not found:
            return None
        year = int(found["year"])
        code = found.groupdict().get("code") or self.session_code.format(year)
        return code.upper(), self.session_century + year

    def placed(self, symbol: str, session: str) -> str:
        """A symbol behind the session in which papers are counted anew: "PP-26/55"; others as they are."""
        anew = symbol[:1].isdigit() or symbol.partition("/")[0] in self.document_series
        return f"{session}/{symbol}" if anew and session and not self.session_of(symbol) else symbol

    def session_of(self, symbol: str) -> tuple[str, int] | None:
        """Code and year of the session that a symbol belongs to."""
        found = self.session_from_symbol.match(symbol) if self.session_from_symbol else None
        if not found:
            return None
        return self.session_code.format(int(found.group(1))), self.session_century + int(found.group(1))


_ENTRY = re.compile(r"^\s{0,8}1[\s.)]", re.M)


@cache
def profiles() -> tuple[str, ...]:
    """The names of all profiles, the generic one last."""
    folder = resources.files("councilgraph.ingest") / "profiles"
    named = sorted(f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml"))
    return (*(name for name in named if name != "generic"), "generic")


def _habits(name: str) -> dict[str, Any]:
    """What a profile's file says, over what that of its `base` says."""
    file = resources.files("councilgraph.ingest") / "profiles" / f"{name}.toml"
    own = tomllib.loads(file.read_text("utf-8"))
    based: str = own.pop("base", "")
    return _over(_habits(based), own) if based else own


def _over(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """One table over another, key by key."""
    both = {key: _over(base[key], own[key]) for key in own if isinstance(own[key], dict) and key in base}
    return {**base, **own, **both}


@cache
def load_profile(name: str) -> Profile:
    """A profile by name; `ProfileError` lists those there are."""
    if name not in profiles():
        raise ProfileError(f"there is no profile {name!r}", remedy=f"Profiles: {', '.join(profiles())}")
    data = _habits(name)
    revised = [
        {**row, "places": [fold(place).text for place in row["places"]]} for row in data["instruments"]["revised"]
    ]
    return Profile(
        name=data["name"],
        record_class=data["record_class"],
        body=data["body"],
        secretariat=data["secretariat"],
        unowned=frozenset(data["unowned"]),
        numbering=data["numbering"],
        detect=tuple(re.compile(p) for p in data["detect"]),
        noise=re.compile("|".join(data["noise"])) if data["noise"] else None,
        contents=re.compile(data["contents"]) if data["contents"] else None,
        session_from_symbol=re.compile(data["session_from_symbol"]) if data["session_from_symbol"] else None,
        session_from_header=re.compile(data["session_from_header"]) if data["session_from_header"] else None,
        meeting_from_symbol=re.compile(data["meeting_from_symbol"]) if data["meeting_from_symbol"] else None,
        session_code=data["session_code"],
        session_century=data["session_century"],
        capacities=data["capacities"],
        instruments={**data["instruments"], "revised": revised},
        document_series=frozenset(data["documents"]["series"]),
        document_kinds=tuple((re.compile(row["pattern"]), row["kind"]) for row in data["documents"]["kinds"]),
    )


def recognise_profile(folded: str) -> Profile:
    """The profile whose mark stands first in the head of a folded text, before any numbered entry; else the one
    whose marks the text carries most often; else the generic one."""
    numbered = _ENTRY.search(folded)
    head = folded[: numbered.start()] if numbered else ""
    first = {
        found.start(): name
        for name in profiles()
        for pattern in load_profile(name).detect
        if (found := pattern.search(head))
    }
    if first:
        return load_profile(first[min(first)])
    scores = {name: sum(len(pattern.findall(folded)) for pattern in load_profile(name).detect) for name in profiles()}
    best = max(scores, key=lambda name: scores[name])
    return load_profile(best if scores[best] > 0 else "generic")
