"""The ways one printed name can differ from another: apostrophes, bare capitals, cases, clitics."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from russian import adjective_forms, case_forms, plain_text
from turtle_file import Node, text

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")


@cache
def spelling() -> dict[str, Any]:
    """The table of letters that are printed one way or the other."""
    return tomllib.loads((Path(__file__).parent / "spelling.toml").read_text("utf-8"))


def name_node(node: Node, language: str, names: list[str], hidden: list[str] | None = None) -> None:
    """Give a node its labels: the first name is preferred, the others alternative, derived forms hidden."""
    plain = [plain_text(name) if language == "ru" else name for name in names]
    for place, name in enumerate(plain):
        if name not in plain[:place]:
            node.add("skos:altLabel" if place else "skos:prefLabel", text(name, language))
    derived = [form for name in names for form in derived_forms(name, language)]
    derived += [form for name in hidden or [] for form in spelt(name, language)]
    for form in dict.fromkeys(derived):
        if form not in plain:
            node.add("skos:hiddenLabel", text(form, language))


def derived_forms(name: str, language: str) -> list[str]:
    """The name in every case it takes, in every spelling that texts of that language print."""
    forms = case_forms(name) if language == "ru" else [name]
    return [spelling for form in forms for spelling in spelt(form, language)]


def spelt(form: str, language: str) -> list[str]:
    """The form as given and in every other spelling."""
    forms = [form]
    for change in spelling().get(language, []):
        forms += [changed for form in forms if (changed := _changed(form, change)) != form]
    return list(dict.fromkeys(forms))


def demonym_forms(row: str, language: str) -> list[str]:
    """The adjectives of a row ("suizo/suiza") in every form that stands before or after a title."""
    forms = row.split("/")
    if language == "ru":
        forms = [form for adjective in forms for form in adjective_forms(adjective)]
    if language in spelling()["feminine"]:
        forms = [form + end for form in forms for end in ("", spelling()["feminine"][language])]
    return list(dict.fromkeys(spelt_form for form in forms for spelt_form in spelt(form, language)))


def _changed(form: str, change: dict[str, Any]) -> str:
    """One kind of change applied to the whole form: letter for letter, or its beginning."""
    if "start" in change:
        return change["becomes"] + form[len(change["start"]) :] if form.startswith(change["start"]) else form
    for old, new in change["letters"].items():
        form = form.replace(old, new)
    return form
