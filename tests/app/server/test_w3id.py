"""The redirects of w3id.org in a real Apache, followed to a real server."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import httpx
import pyoxigraph as ox
import pytest
from councilgraph.ontology import iri
from councilgraph.ontology.terms import CG, DATA_BASE, ROOT, SCHEMES, STANCE, TOPIC

from tests.app.conftest import free_port
from tests.conftest import ROOT as CHECKOUT
from tests.conftest import require

if TYPE_CHECKING:
    from collections.abc import Iterator

RULES = CHECKOUT / "docs" / "w3id" / ".htaccess"
PLACEHOLDER = "https://councilgraph.example.org"
MODULES = Path("/usr/lib/apache2/modules")
CONFIG = """
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {folder}/pid
ErrorLog {folder}/error.log
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule rewrite_module {modules}/mod_rewrite.so
User www-data
Group www-data
DocumentRoot {folder}/www
<Directory {folder}/www>
    AllowOverride All
    Require all granted
</Directory>
"""
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
FORMS = {"text/turtle": "turtle", "application/ld+json": "jsonld", "application/n-triples": "ntriples"}
RETOLD = "record/ITU-C/C24/139"


@pytest.fixture(scope="module")
def w3id(client: httpx.Client) -> Iterator[httpx.Client]:
    """An Apache that redirects by the rules to the server of the retold record."""
    binary = shutil.which("apache2", path="/usr/sbin:/usr/bin")
    require("Apache", binary is not None and MODULES.is_dir())
    folder = Path(tempfile.mkdtemp(prefix="w3id-"))  # its parents can be read by the user that Apache becomes
    folder.chmod(0o755)
    place = folder / "www" / "councilgraph"
    place.mkdir(parents=True)
    rules = RULES.read_text("utf-8")
    assert rules.count(PLACEHOLDER) == 1
    (place / ".htaccess").write_text(rules.replace(PLACEHOLDER, str(client.base_url).rstrip("/")), "utf-8")
    port = free_port()
    (folder / "apache.conf").write_text(CONFIG.format(port=port, folder=folder, modules=MODULES), "utf-8")
    command = [str(binary), "-d", str(folder), "-f", str(folder / "apache.conf"), "-DFOREGROUND"]
    process = subprocess.Popen(command)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}/councilgraph/", timeout=30) as asking:
            wait_for(asking, process, folder / "error.log")
            yield asking
    finally:
        process.terminate()
        process.wait(20)
        shutil.rmtree(folder)


def wait_for(asking: httpx.Client, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 30
    while True:
        try:
            asking.get("")
            return
        except httpx.HTTPError:
            if process.poll() is not None or time.monotonic() > until:
                pytest.fail(f"Apache did not start: {log.read_text() if log.exists() else ''}")
            time.sleep(0.1)


def led(w3id: httpx.Client, name: str, accept: str | None) -> httpx.Response:
    """What is found at the end of the redirects for an IRI of ours."""
    path = name.removeprefix(ROOT)
    first = w3id.get(path, headers={"Accept": accept} if accept else {"Accept": ""})
    assert first.status_code == 303, path
    return w3id.get(path, headers={"Accept": accept or ""}, follow_redirects=True)


THINGS = {
    "the ontology": str(CG).rstrip("#"),
    "the shapes": ROOT + "shapes",
    "a concept": str(STANCE.supports),
    "a scheme": ROOT + "stance",
    "a topic": str(TOPIC) + "WSIS-C5",
    "a link of topics": ROOT + "crosswalk/WSIS-C5/GDC-3",
    "a state": str(iri.state("CHE")),
    "a body with odd signs": str(iri.body("CWG-WSIS&SDG")),
    "a record": DATA_BASE + RETOLD,
    "a paragraph": DATA_BASE + RETOLD + "/p/1.3",
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", THINGS)
def test_a_program_gets_the_rdf_it_asks_for(name: str, form: str, w3id: httpx.Client) -> None:
    response = led(w3id, THINGS[name], form)
    assert response.status_code == 200
    assert response.headers["content-type"].partition(";")[0] == form
    assert f"format={FORMS[form]}" in str(response.url)
    found = ox.parse(response.content, format=ox.RdfFormat.from_media_type(form))
    assert {quad.subject for quad in found} >= {ox.NamedNode(THINGS[name])}


@pytest.mark.parametrize("name", [name for name in THINGS if name not in ("the ontology", "the shapes")])
def test_a_browser_gets_a_page(name: str, w3id: httpx.Client) -> None:
    response = led(w3id, THINGS[name], BROWSER)
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("accept", [None, "*/*", "application/ld+json;q=0.2, text/turtle, text/html;q=0.1"])
def test_preferences_are_weighed_by_the_server(accept: str | None, w3id: httpx.Client) -> None:
    response = led(w3id, THINGS["a state"], accept)
    assert response.headers["content-type"].startswith("text/turtle")
    assert response.url.query == b""


def test_every_scheme_of_the_code_is_led_somewhere(w3id: httpx.Client) -> None:
    for scheme in (*SCHEMES, "topic"):
        location = w3id.get(scheme).headers["location"]
        assert location.endswith(f"/resource?iri={quote(ROOT, safe=':/')}{scheme}")


def test_names_with_an_ending_are_files(w3id: httpx.Client) -> None:
    assert led(w3id, "ontology.ttl", BROWSER).headers["content-type"].startswith("text/turtle")
    assert led(w3id, "ontology.jsonld", BROWSER).headers["content-type"].startswith("application/ld+json")


def test_the_front_door_and_what_is_not_ours(w3id: httpx.Client) -> None:
    assert led(w3id, "", BROWSER).headers["content-type"].startswith("text/html")
    assert w3id.get("elsewhere").status_code == 404
    assert w3id.get("id/").status_code == 404
