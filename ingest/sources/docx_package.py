"""A Word file as a package: its parts, unpacked and parsed within limits."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from lxml import etree

from .errors import DamagedSourceError, ForeignSourceError, OversizedSourceError, ProtectedSourceError
from .formats import REMEDY, archive_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_MEMBERS = 20_000
MAX_PART = 64 * 1024 * 1024
MAX_TOTAL = 128 * 1024 * 1024
MAX_TAGS = 6_000_000
MAX_RATIO = 250
SMALL = 8 * 1024 * 1024
CHUNK = 1024 * 1024
RESAVE = "Open it in Word or LibreOffice and save it again as .docx."
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, OverflowError, struct.error)
DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
OFFICE_DOCUMENT = "/officeDocument"
WORD_NAMESPACES = frozenset(
    (
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
)


@cache
def word_name(tag: str) -> str:
    """The local name of a tag or attribute of WordprocessingML; that of another vocabulary after a "?".

    >>> word_name("{http://purl.oclc.org/ooxml/wordprocessingml/main}tbl")
    'tbl'
    >>> word_name("{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice")
    '?Choice'
    """
    namespace, _, local = tag.rpartition("}")
    return local if namespace[1:] in WORD_NAMESPACES else f"?{local}"


def name_of(element: etree._Element) -> str:
    """`word_name` of an element; "" for comments and processing instructions."""
    return word_name(element.tag) if isinstance(element.tag, str) else ""


def attribute(element: etree._Element | None, name: str) -> str | None:
    """The attribute of the word namespace with this local name, whichever of the two namespaces is used."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if word_name(str(key)).lstrip("?") == name:
            return str(value)
    return None


def first(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first child with this word name, then its first child, and so on; None where one is missing."""
    for name in path:
        if element is None:
            return None
        element = next((child for child in element if name_of(child) == name), None)
    return element


def is_on(element: etree._Element | None) -> bool:
    """The value of a toggle: absent is off, present without a value is on."""
    return element is not None and attribute(element, "val") not in ("0", "false", "off", "none")


@dataclass(slots=True)
class Package:
    """The parts of one Word file. `unpacked` counts the bytes taken out so far, against `MAX_TOTAL`."""

    archive: zipfile.ZipFile
    members: dict[str, zipfile.ZipInfo]
    unpacked: int = 0
    targets: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def xml(self, part: str) -> etree._Element | None:
        """The root element of a part; None when the package has no such part."""
        info = self.members.get(part.lower())
        return None if info is None else parse_xml(self.unpack(info), part)

    def unpack(self, info: zipfile.ZipInfo) -> bytes:
        """The bytes of one member. Raises `OversizedSourceError` before they outgrow the limits."""
        try:
            return b"".join(self.chunks(info))
        except NotImplementedError as error:
            problem = f"The part {info.filename} is packed in an unknown way"
            raise DamagedSourceError(problem, remedy=RESAVE) from error
        except RuntimeError as error:
            raise ProtectedSourceError(f"The part {info.filename} is encrypted", remedy=RESAVE) from error
        except BROKEN as error:
            raise DamagedSourceError(f"The part {info.filename} cannot be unpacked", remedy=RESAVE) from error

    def chunks(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        """The bytes of one member, piece by piece, each counted before it is handed on."""
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise NotImplementedError(f"compression method {info.compress_type}")
        size = 0
        with self.archive.open(info) as stream:
            while chunk := stream.read(CHUNK):
                size += len(chunk)
                self.unpacked += len(chunk)
                swollen = size > SMALL and size > MAX_RATIO * max(info.compress_size, 1)
                if swollen or size > MAX_PART or self.unpacked > MAX_TOTAL:
                    raise OversizedSourceError(
                        f"The part {info.filename} unpacks to more than is read "
                        f"({MAX_PART >> 20} MiB, or {MAX_RATIO} times its packed size)",
                        remedy="Split the document, or check where it came from.",
                    )
                yield chunk

    def related(self, part: str, kind: str) -> str | None:
        """The first part that `part` points to with a relationship whose type ends in `kind`."""
        return next((target for found, target in self.relations(part) if found.endswith(kind)), None)

    def relations(self, part: str) -> list[tuple[str, str]]:
        """(type, target part) of every inner relationship of a part; "" is the package itself."""
        if part not in self.targets:
            root = self.xml(relationships_part(part))
            self.targets[part] = [
                (str(row.get("Type", "")), resolve(part, str(row.get("Target", ""))))
                for row in (root if root is not None else ())
                if row.get("TargetMode") != "External"
            ]
        return self.targets[part]

    def relation(self, part: str, identifier: str) -> str | None:
        """The part that the relationship with this id points to."""
        root = self.xml(relationships_part(part))
        rows = (row for row in (root if root is not None else ()) if row.get("Id") == identifier)
        return next((resolve(part, str(row.get("Target", ""))) for row in rows), None)


def relationships_part(part: str) -> str:
    """Where the relationships of a part are kept."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def resolve(part: str, target: str) -> str:
    """The part that a target names, seen from `part`."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")


def parse_xml(data: bytes, part: str) -> etree._Element:
    """The root of an XML part. Document types, hence entities, are refused; nothing outside is fetched."""
    doctype = DamagedSourceError(f"The part {part} declares a document type", remedy=RESAVE)
    if any(declared in data for declared in DOCTYPES):
        raise doctype
    if data.count(b"<") > MAX_TAGS:
        raise OversizedSourceError(f"The part {part} has over {MAX_TAGS} tags", remedy="Split the document.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "huge" in str(error).lower() or "depth" in str(error).lower():
            raise OversizedSourceError(
                f"The part {part} has text of over 10 MB in one piece, or is nested over 255 deep",
                remedy="Split the document, or check where it came from.",
            ) from error
        raise DamagedSourceError(f"The part {part} is not well-formed XML", remedy=RESAVE) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise doctype
    return root


def open_package(data: bytes) -> tuple[Package, str]:
    """The package in these bytes and the name of its main part.

    Raises `DamagedSourceError` for a broken archive, `ForeignSourceError` for one that is not a Word file.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in archive.infolist()}
    except (*BROKEN, RuntimeError) as error:
        raise DamagedSourceError(
            "The Word file is damaged or cut short", remedy="Copy or download it again."
        ) from error
    if len(members) > MAX_MEMBERS:
        raise OversizedSourceError(f"The archive has over {MAX_MEMBERS} members", remedy=RESAVE)
    package = Package(archive, members)
    main = package.related("", OFFICE_DOCUMENT) or "word/document.xml"
    if main.lower() not in members:
        raise missing_main(members, main)
    return package, main


def wrong_main(package: Package) -> ForeignSourceError:
    """The error for an archive whose main part is not a Word document."""
    return ForeignSourceError(f"The content is {archive_kind(set(package.members))}", remedy=REMEDY)


def missing_main(members: dict[str, zipfile.ZipInfo], main: str) -> DamagedSourceError | ForeignSourceError:
    """The error for an archive without a main part: a broken Word file, or none at all."""
    if "[content_types].xml" in members and any(name.startswith("word/") for name in members):
        return DamagedSourceError(f"The Word file lacks its main part {main}", remedy=RESAVE)
    return ForeignSourceError(f"The content is {archive_kind(set(members))}", remedy=REMEDY)
