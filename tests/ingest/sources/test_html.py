"""HTML pages: blocks, tables and lists as lines; what a browser does not show is not text."""

from __future__ import annotations

import pytest
from councilgraph.ingest.sources import EmptySourceError, ForeignSourceError, OversizedSourceError
from councilgraph.ingest.sources.html import read_html

from tests.ingest.sources.conftest import SENTENCES


def text_of(body: str) -> str:
    """The text of a page with this body."""
    return read_html(f"<!doctype html><meta charset=utf-8><body>{body}".encode()).text


BODIES = {
    "blocks": ("<h1>a</h1><p>b<p>c<div>d<div>e</div>f</div>g", "a\nb\nc\nd\ne\nf\ng\n"),
    "inline": ("<p>a <b>b</b><i>c</i> <a href=x>d</a></p>", "a bc d\n"),
    "white space": ("<p>  a\n\t b  <b> c</b></p>", "a b c\n"),
    "no-break space": ("<p>1.1&nbsp;a</p>", "1.1\xa0a\n"),
    "entities": ("<p>&eacute; &#x4E3B;&amp;&lt;b&gt; &lrm;</p>", "é 主&<b> \u200e\n"),
    "breaks": ("<p>a<br>b<hr>c", "a\nb\nc\n"),
    "not text": ("<script>x</script><style>x</style><nav>x</nav><!-- x --><template>x</template><p>a", "a\n"),
    "hidden": (
        "<p hidden>x</p><p>a<span style='Display : none'>x</span><b style='visibility:hidden'>x</b>",
        "a\n",
    ),
    "deleted": ("<p>a <del>x</del><ins>b</ins>", "a b\n"),
    "pre": ("<pre>\n a  b\n\nc\td</pre><p>e  f", "a  b\nc\td\ne f\n"),
    "table": (
        "<table><tr><td>1<td>Title<td>C24/8(Rev.1)<tr><th>a<th><p>b<p>c<td>",
        "1\tTitle\tC24/8(Rev.1)\na\tb c\n",
    ),
    "caption": ("<table><caption>Votes</caption><tr><td>a<td>b</table>c", "Votes\na\tb\nc\n"),
    "spans": (
        "<table><tr><td rowspan=2>a<td colspan=2>b<td>c<tr><td>d<td>e<td>f<tr><td>g<td>h",
        "a\tb\tc\n\td\te\tf\ng\th\n",
    ),
    "empty cells": ("<table><tr><td><td>a<td><tr><td><td><tr><td>b<td>c", "\ta\nb\tc\n"),
    "frames": ("<table><tr><td><p>a<p>b<tr><td><table><tr><td>c<td>d</table><td>e", "a\nb\nc\td\ne\n"),
    "ordered": (
        "<ol><li>a<li>b<ol><li>c<li><p>d<p>e</ol><li>f</ol>",
        "1\ta\n2\tb\n2.1\tc\n2.2\td\ne\n3\tf\n",
    ),
    "start and value": ("<ol start=4><li>a<li value=9>b<li>c</ol>", "4\ta\n9\tb\n10\tc\n"),
    "reversed": ("<ol reversed><li>a<li>b<ol><li>c</ol></ol>", "2\ta\n1\tb\n1.1\tc\n"),
    "letters": ("<ol type=a><li>a<ol type=I><li>b</ol></ol>", "a.\ta\nI.\tb\n"),
    "styles": (
        "<ol style='list-style-type: upper-latin'><li>a</ol><ol style='list-style:none'><li>b</ol>",
        "A.\ta\nb\n",
    ),
    "bullets": ("<ul><li>a<ol><li>b</ol></ul>", "a\n1\tb\n"),
    "typed numbers": ("<ol><li>1. a<li>b</ol>", "1. a\n2\tb\n"),
    "definitions": ("<dl><dt>a<dd>b</dl>", "a\nb\n"),
    "items without a list": ("<li>a<li>b", "a\nb\n"),
    "note marks": (
        "<p>word<sup><a href='#n1'>1</a></sup>s <a href='#_ftn1'>[2]</a>x<sup>2</sup> "
        "<a role=doc-noteref>3</a></p>"
        "<p><a href='#_ftnref1'>[1]</a> note",
        "words x2\n[1] note\n",
    ),
    "ruby": ("<p><ruby>主<rp>(</rp><rt>zhu</rt><rp>)</rp></ruby>席", "主席\n"),
    "Word's own numbers": (
        "<p><![if !supportLists]><span style='mso-list:Ignore'>1.2<span>&nbsp; </span></span><![endif]>a",
        "1.2\ta\n",
    ),
    "unclosed": ("<div><p>a<b>b<table><tr><td>c<td>d", "ab\nc\td\n"),
}


@pytest.mark.parametrize(("body", "expected"), BODIES.values(), ids=BODIES)
def test_bodies(body: str, expected: str) -> None:
    assert text_of(body) == expected


def test_what_is_left_out_is_said() -> None:
    notes = read_html(b"<p>a<p hidden>x<del>y</del></p><del>z</del><p hidden></p>").notes
    assert notes == ("1 deleted passage was left out.", "1 hidden passage was left out.")


DECLARATIONS = {
    "meta": '<meta charset="{}">',
    "http-equiv": '<meta http-equiv="Content-Type" content="text/html; charset={}">',
    "XML": '<?xml version="1.0" encoding="{}"?>',
}


@pytest.mark.parametrize("declaration", DECLARATIONS.values(), ids=DECLARATIONS)
@pytest.mark.parametrize(
    ("language", "encoding"),
    [("ru", "koi8-r"), ("ru", "windows-1251"), ("ar", "windows-1256"), ("zh", "gb2312"), ("fr", "utf-8")],
)
def test_the_declared_encoding_is_honoured(declaration: str, language: str, encoding: str) -> None:
    page = f"{declaration.format(encoding)}<html><p>{SENTENCES[language]}</p></html>"
    content = read_html(page.encode(encoding))
    assert content.text == SENTENCES[language] + "\n"
    assert content.notes == ()


def test_browsers_read_latin_1_as_windows_1252() -> None:
    assert read_html(b"<meta charset=iso-8859-1><p>\x93a\x94").text == "“a”\n"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_mark_comes_before_the_declaration(encoding: str) -> None:
    page = f"<meta charset=koi8-r><p>{SENTENCES['ru']}"
    assert read_html(page.encode(encoding)).text == SENTENCES["ru"] + "\n"


def test_a_wrong_declaration_is_said() -> None:
    content = read_html(f"<meta charset=utf-8><p>{SENTENCES['ru']}".encode("cp1251"))
    assert content.text == SENTENCES["ru"] + "\n"
    assert "declares utf-8" in content.notes[0]


@pytest.mark.parametrize("page", [b"<p>", b"<title>a</title>", b"<script>a</script>"])
def test_a_page_without_words(page: bytes) -> None:
    with pytest.raises(EmptySourceError):
        read_html(page)


@pytest.mark.parametrize("tag", ["div", "b", "x-y", "table><tr><td", "ul><li"])
def test_hostile_nesting_is_refused(tag: str) -> None:
    with pytest.raises(OversizedSourceError, match="nested"):
        read_html(f"<{tag}>".encode() * 100_000)


@pytest.mark.parametrize("page", [b"<p>" * 100_000 + b"a", b"<" * 1_000_000 + b" a", b"<li>" * 100_000 + b"a"])
def test_odd_pages_are_read(page: bytes) -> None:
    assert "a" in read_html(page).text


def test_hostile_spans_are_bounded() -> None:
    assert text_of("<table><tr><td rowspan=999999999 colspan=99999999999999>a<td>b<tr><td>c") == "a\tb\n\tc\n"


def test_binary_bytes_are_no_page() -> None:
    with pytest.raises(ForeignSourceError):
        read_html(b"<html>" + bytes(range(9)) * 99)
