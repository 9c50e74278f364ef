"""Make the fictional records of the corpus from their hand-written scenes.

    python tools/make_corpus.py            # every record, beside its scenes
    python tools/make_corpus.py --check    # do the checked-in records still say what the scenes say?

A scene is one meeting: `examples/corpus/scenes/NAME.toml` holds its head and, for each language, the title of
every item and the words of every paragraph; `examples/corpus/words.toml` what stands around them.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).resolve().parent.parent / "examples" / "corpus"
NONE = "–"


class SceneError(ValueError):
    """A scene that lacks the words of a language; says which scene and where."""


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a TOML file."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def records(corpus: Path = CORPUS) -> dict[str, str]:
    """File name → text of every record, in every language of its scene."""
    words = read_toml(corpus / "words.toml")
    made = {}
    for path in sorted(corpus.glob("scenes/*.toml")):
        scene = read_toml(path)
        for language in scene["languages"]:
            made[f"{path.stem}.{language}.txt"] = record(scene, language, words[language], path.stem)
    return made


def record(scene: dict[str, Any], language: str, words: dict[str, Any], name: str) -> str:
    """One record in one language: blocks parted by blank lines, cells and numbers by tabs."""
    fill = filling(scene, language, words)
    head = ("group" if "group" in scene else "council", "document", "report" if "group" in scene else "plenary")
    blocks = [words["notice"], *(words[part].format(**fill) for part in (*head, "date", "chair"))]
    blocks.append("\n".join([words["subjects"], *subjects(scene, language, words)]))
    for number, item in enumerate(scene["item"], 1):
        blocks.append(f"{number}\t{title(item, language, words)}")
        for order, paragraph in enumerate(item["paragraph"], 1):
            if language not in paragraph:
                raise SceneError(f"{name}: paragraph {number}.{order} has no words in {language!r}")
            blocks.append(f"{number}.{order}\t{paragraph[language]}")
    return "\n\n".join([*blocks, words["signature"].format(**fill)]) + "\n"


def filling(scene: dict[str, Any], language: str, words: dict[str, Any]) -> dict[str, Any]:
    """What the head of a record names, as its language writes it."""
    day, chair = scene["date"], scene["chair"][language]
    return {
        "letter": words["letter"],
        "symbol": scene["symbol"],
        "ordinal": words["ordinals"][str(scene["meeting"])],
        "group": words["groups"].get(scene.get("group", ""), ""),
        "year": day.year,
        "month": words["months"][day.month - 1],
        "day": day.day,
        "weekday": words["weekdays"][day.weekday()],
        "chair": chair,
        "name": chair.partition(" (")[0].partition("（")[0],
    }


def subjects(scene: dict[str, Any], language: str, words: dict[str, Any]) -> list[str]:
    """The rows of the table of subjects."""
    return [
        f"{number}\t{item['title'][language]}\t{words['comma'].join(item['documents']) or NONE}"
        for number, item in enumerate(scene["item"], 1)
    ]


def title(item: dict[str, Any], language: str, words: dict[str, Any]) -> str:
    """The heading of an item, with the papers before the meeting."""
    *first, last = item["documents"] or [""]
    documents = words["last"].join(filter(None, [words["comma"].join(first), last]))
    if not documents:
        return str(item["title"][language])
    form: str = words["many" if first else "one"]
    return form.format(title=item["title"][language], documents=documents)


def stale(corpus: Path = CORPUS) -> list[str]:
    """Names of records that do not say what their scenes say, and of files that no scene makes."""
    made = records(corpus)
    kept = {path.name: path.read_text(encoding="utf-8") for path in corpus.glob("*.txt")}
    return sorted(name for name in made.keys() | kept.keys() if made.get(name) != kept.get(name))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a record is stale")
    if parser.parse_args(arguments).check:
        behind = stale()
        for name in behind:
            print(f"{name}: out of date; run tools/make_corpus.py", file=sys.stderr)
        return 1 if behind else 0
    for name, text in records().items():
        (CORPUS / name).write_text(text, encoding="utf-8")
        print(CORPUS / name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
