"""Write ontology/reference/states.ttl from the country-codes table and the hand-kept forms.

    python tools/build_states.py country-codes.csv

The table is the public-domain one of datasets/country-codes (UNTERM names, ISO 3166, M49).
"""

from __future__ import annotations

import argparse
import csv
import re
import tomllib
from pathlib import Path
from typing import Any

from forms import LANGUAGES, demonym_forms, name_node
from turtle_file import Node, text, write

HERE = Path(__file__).parent
BASE = "https://w3id.org/councilgraph/id/state/"
COLUMN = {"ar": "Arabic", "en": "English", "es": "Spanish", "fr": "French", "ru": "Russian", "zh": "Chinese"}


def main(table: Path, into: Path) -> None:
    settings = tomllib.loads((HERE / "state_forms.toml").read_text("utf-8"))
    extra = settings["state"]
    for language, rows in tomllib.loads((HERE / "demonyms.toml").read_text("utf-8")).items():
        for iso3, row in rows.items():
            extra.setdefault(iso3, {}).setdefault("demonym", {})[language] = demonym_forms(row, language)
    with table.open(encoding="utf-8", newline="") as lines:
        rows = {row["ISO3166-1-Alpha-3"]: row for row in csv.DictReader(lines)}
    left_out = set(settings["left_out"])
    members = sorted(iso3 for iso3, row in rows.items() if is_state(row, extra.get(iso3)) and iso3 not in left_out)
    heads = settings["russian_heads"]
    articles = {language: re.compile(pattern) for language, pattern in settings["article"].items()}
    nodes = [state_node(rows[iso3], extra.get(iso3, {}), articles, heads) for iso3 in members]
    write(into / "reference/states.ttl", "tools/build_states.py", nodes)


def is_state(row: dict[str, str], extra: dict[str, Any] | None) -> bool:
    """A member or observer of the United Nations: UNTERM names it, or the hand-kept forms do."""
    return bool(row["UNTERM English Short"]) or bool(extra and "short" in extra)


def state_node(
    row: dict[str, str], extra: dict[str, Any], articles: dict[str, re.Pattern[str]], heads: list[str]
) -> Node:
    node = Node(BASE + row["ISO3166-1-Alpha-3"], "cg:State")
    node.add("cg:iso3", text(row["ISO3166-1-Alpha-3"]))
    node.add("cg:iso2", text(row["ISO3166-1-Alpha-2"]))
    node.add("cg:m49", text(row["M49"].zfill(3)))
    for language in LANGUAGES:
        names = state_names(row, extra, language, articles.get(language))
        if language == "ru":
            names = [marked(name, heads) for name in names]
        name_node(node, language, names, extra.get("hidden", {}).get(language))
        for predicate in ("demonym", "weakForm", "falseForm"):
            for form in extra.get(predicate, {}).get(language, []):
                node.add(f"cg:{predicate}", text(form, language))
    for note in extra.get("note", []):
        node.add("skos:changeNote", text(note, "en"))
    return node


def state_names(
    row: dict[str, str], extra: dict[str, Any], language: str, article: re.Pattern[str] | None
) -> list[str]:
    """Short name, formal name, then the other names records use."""
    own = extra.get(language, [])
    short = extra.get("short", {}).get(language) or row[f"UNTERM {COLUMN[language]} Short"]
    formal = extra.get("formal", {}).get(language) or row[f"UNTERM {COLUMN[language]} Formal"]
    names = [bare(name, article) for name in (short, formal) if name]
    return list(dict.fromkeys([*names, *own]))


def bare(name: str, article: re.Pattern[str] | None) -> str:
    """A name without footnote stars and without its article, before or after it."""
    name = re.sub(r"\s+", " ", name.rstrip("* ")).strip()
    return article.sub("", name) if article else name


def marked(name: str, heads: list[str]) -> str:
    """A Russian name with `|` after the part that changes with the case, unless it is marked already."""
    if set("|_=") & set(name):
        return name
    if " (" in name:
        return name.replace(" (", "| (", 1)
    words = name.split(" ")
    head = next((place for place, word in enumerate(words) if word in heads), len(words))
    tail = "".join(" " + word for word in words[head + 1 :])
    return " ".join(words[: head + 1]) + ("|" + tail if tail else "")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", type=Path)
    parser.add_argument("--into", type=Path, default=HERE.parent / "ontology", help="folder of the room")
    given = parser.parse_args()
    main(given.table, given.into)
