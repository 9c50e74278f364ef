"""The picture of a network with a link on every line: it leads to the words behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from councilgraph.server.pages.rendering import Address
    from networkx import Graph, MultiDiGraph

SVG = "http://www.w3.org/2000/svg"
LINES = f"{{{SVG}}}g[@id='links']/{{{SVG}}}path"


def linked(svg: str, graph: MultiDiGraph[str], address: Address) -> str:
    """The picture to stand in a page, each line in a link; unchanged where lines and graph do not agree.

    One line stands for all edges of one holder, target and stance, in the order in which these first appear.
    """
    picture = etree.fromstring(svg.encode("utf-8"))
    lines = picture.findall(LINES)
    bundles = list(dict.fromkeys((source, target, data["stance"]) for source, target, data in graph.edges(data=True)))
    if len(lines) == len(bundles):
        for line, (source, target, stance) in zip(lines, bundles, strict=True):
            wrap(line, address.with_fields(page="", **{"from": source, "to": target, "stance_of": stance}))
    picture.set("role", "group")
    return etree.tostring(picture, encoding="unicode")


def wrap(line: etree._Element, link: str) -> None:
    """Put a line into a link that is named by the words of the line, and give it room for a finger."""
    title = line.findtext(f"{{{SVG}}}title") or link
    above = line.getparent()
    assert above is not None
    anchor = etree.Element(f"{{{SVG}}}a", href=link)
    anchor.set("aria-label", title)
    above.replace(line, anchor)
    wide = etree.SubElement(anchor, f"{{{SVG}}}path", d=line.get("d", ""))
    wide.set("class", "wide")
    anchor.append(line)


def linked_ties(svg: str, graph: Graph[str], address: Address) -> str:
    """The picture of ties to stand in a page, each in a link; unchanged where lines and ties do not agree."""
    picture = etree.fromstring(svg.encode("utf-8"))
    lines = picture.findall(LINES)
    closest_last = sorted(graph.edges(data=True), key=lambda edge: abs(edge[2]["weight"]))
    if len(lines) == len(closest_last):
        for line, (one, other, _) in zip(lines, closest_last, strict=True):
            wrap(line, address.with_fields(page="", stance_of="", **{"from": one, "to": other}))
    picture.set("role", "group")
    return etree.tostring(picture, encoding="unicode")
