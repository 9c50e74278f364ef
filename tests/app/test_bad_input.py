"""Bad input from the command line: one clear line each, nothing half-stored, the rest of the batch read."""

from __future__ import annotations

import io
import resource
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest
from councilgraph.bundled import example
from councilgraph.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.app.conftest import Cli, Ran

GOOD = example("en.txt")
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4096)
MAIN = "word/document.xml"
OUTSIDE = '<!DOCTYPE x [<!ENTITY secret SYSTEM "{url}">]>'


def docx_with(member: str, content: Callable[[bytes], bytes]) -> bytes:
    """The bundled Word file with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(example("en.docx")) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, content(data) if name == member else data)
    return out.getvalue()


def swollen(_: bytes) -> bytes:
    return b"<w>" + bytes(400 * 1024 * 1024)


def pdf(*objects: bytes) -> bytes:
    return b"%PDF-1.4\n" + b"\n".join(objects) + b"\ntrailer << /Root 1 0 R >>\n%%EOF\n"


BAD: dict[str, Callable[[], bytes]] = {
    "empty.txt": lambda: b"",
    "blank.txt": lambda: b" \n\n ",
    "no-word-file.docx": lambda: bytes(range(256)) * 40,
    "picture.txt": lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
    "no-pdf.pdf": lambda: b"\x00\x01\x02" * 900,
    "truncated.docx": lambda: example("en.docx").read_bytes()[:3000],
    "truncated.pdf": lambda: pdf(b"1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj")[:40],
    "encrypted.docx": lambda: OLE,
    "bomb.docx": lambda: docx_with(MAIN, swollen),
    "broken-xml.docx": lambda: docx_with(MAIN, lambda data: data[: len(data) // 2]),
    "prose.txt": lambda: ("Dear colleagues, thank you for coming to the meeting of the council. " * 40).encode(),
    "unknown-language.txt": lambda: "".join(
        f"{n}.1 Valtuutettu kiitti sihteeristöä raportista ja kannatti ehdotusta, jonka neuvosto hyväksyi.\n"
        for n in range(1, 40)
    ).encode(),
    "long-line.txt": lambda: b"the councillor " * (50 * 1024 * 1024 // 15),
}


@pytest.mark.parametrize("name", BAD)
def test_one_line_names_the_file_and_the_rest_is_read(cli: Cli, tmp_path: Path, name: str) -> None:
    bad, store = tmp_path / name, tmp_path / "store"
    bad.write_bytes(BAD[name]())
    ran = cli("read", bad, GOOD, "--store", store)
    assert ran.code == 3
    lines = [line for line in ran.err.splitlines() if str(bad) in line]
    assert len(lines) == 1
    assert lines[0].startswith(f"councilgraph: {bad}: ")
    assert lines[0].count(". ") >= 1, "the line says what to do"
    assert "Traceback" not in ran.err + ran.out
    with open_store(store, read_only=True) as opened:
        assert len(opened.graphs()) == 1


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-16-be", "utf-8-sig"])
def test_other_encodings_are_decoded(cli: Cli, tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "zh.txt"
    text = example("zh.txt").read_text("utf-8")
    bom = "\ufeff" if encoding == "utf-16-be" else ""
    file.write_bytes((bom + text).encode(encoding))
    ran = cli("read", file, "--store", "memory:")
    assert ran.code == 0
    assert "1 added" in ran.out
    assert all("encoding was guessed" in line for line in ran.err.splitlines())


def test_arabic_in_its_old_encoding_is_decoded_before_it_is_judged(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "ar.txt"
    file.write_bytes(example("ar.txt").read_text("utf-8").encode("windows-1256", "replace"))
    ran = cli("read", file, "--store", "memory:")
    utf8 = cli("read", example("ar.txt"), "--store", "memory:")
    assert (ran.code, utf8.code) == (0, 0)
    assert facts(ran) == facts(utf8)


def facts(ran: Ran) -> str:
    """What the report says was found in the one file."""
    return ran.out.partition("): ")[2].partition("\n")[0]


def test_external_entities_are_not_fetched(cli: Cli, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret of the house")

    def reaching(data: bytes) -> bytes:
        head, mark, rest = data.partition(b"?>")
        doctype = OUTSIDE.format(url=secret.as_uri()).encode()
        return head + mark + doctype + rest.replace(b"</w:t>", b"&secret;</w:t>", 1)

    file = tmp_path / "entities.docx"
    file.write_bytes(docx_with(MAIN, reaching))
    ran = cli("read", file, "--store", tmp_path / "store", "--json")
    exported = cli("export", "--store", tmp_path / "store", "-f", "nquads") if ran.code == 0 else ran
    assert "the secret of the house" not in ran.out + ran.err + exported.out
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("path", ["missing.txt", "nothing/*.pdf"])
def test_paths_that_lead_nowhere(cli: Cli, tmp_path: Path, path: str) -> None:
    ran = cli("read", tmp_path / path, GOOD, "--store", "memory:")
    assert ran.code == 3
    assert str(tmp_path / path) in ran.err
    assert "1 added" in ran.out


def test_a_store_that_is_away_is_told_before_anything_is_read(cli: Cli) -> None:
    ran = cli("read", GOOD, "--store", "http://127.0.0.1:9/ds")
    assert ran.code == 5
    assert ran.out == ""
    assert ran.err.count("\n") == 1
    assert "http://127.0.0.1:9/ds" in ran.err


def test_a_disk_that_fills_up_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    store = tmp_path / "store"
    with open_store(store) as opened:
        before = opened.graphs()
    command = [sys.executable, "-m", "councilgraph.cli", "read", str(GOOD), "--store", str(store)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=_small_disk)
    assert ran.returncode == 5
    assert ran.stderr.count("\n") == 1
    assert str(store) in ran.stderr
    with open_store(store, read_only=True) as opened:
        assert opened.graphs() == before


def _small_disk() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))


def test_a_result_that_does_not_fit_on_the_disk(cli: Cli, filled_folder: Path) -> None:
    ran = cli("export", "--store", filled_folder, "-o", "/dev/full")
    assert ran.code == 7
    assert ran.err.count("\n") == 1
    assert "/dev/full" in ran.err


def test_a_result_that_cannot_be_finished_leaves_the_old_file(
    cli: Cli, filled_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "graph.nq"
    target.write_text("the graph of yesterday")
    ran = cli("export", "--store", filled_folder, "-o", target, "--record", "https://example.org/none")
    assert ran.code == 6
    assert target.read_text() == "the graph of yesterday"
    assert [path.name for path in tmp_path.iterdir()] == ["graph.nq"]
