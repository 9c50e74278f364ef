"""A real server process on loopback, on a port of its own, over a store that holds the retold record."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.app.conftest import free_port
from tests.conftest import require

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Locator, Page, ViewportSize

SECONDS = 2.0
ROWS = 5000
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
QUIETLY = [
    *("--no-sandbox", "--disable-gpu", "--enable-unsafe-swiftshader", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--force-color-profile=srgb"),
]
SCREENS = os.environ.get("COUNCILGRAPH_SCREENS", "")
"""A folder for pictures of every kind of page; those of the documentation are made so."""


@contextmanager
def served(store: Path, log: Path, *options: str) -> Iterator[httpx.Client]:
    """A client of `councilgraph serve`, which is stopped by its own process id."""
    port = free_port()
    command = [sys.executable, "-m", "councilgraph.cli", "serve", "--store", str(store), "--port", str(port)]
    limits = ["--seconds", str(SECONDS), "--rows", str(ROWS), "--workers", "2"]
    with log.open("wb") as output:
        process = subprocess.Popen([*command, *limits, *options], stdout=output, stderr=output)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
            wait_for(client, process, log)
            yield client
    finally:
        process.terminate()
        process.wait(20)


def wait_for(client: httpx.Client, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            client.get("/sparql", params={"query": "ASK {}"}).raise_for_status()
            return
        except httpx.HTTPError:
            if process.poll() is not None or time.monotonic() > until:
                pytest.fail(f"the server did not start: {log.read_text()[-2000:]}")
            time.sleep(0.1)


@pytest.fixture(scope="session")
def client(filled_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A server of the retold record in English and Chinese."""
    with served(filled_folder, tmp_path_factory.mktemp("serve") / "log") as opened:
        yield opened


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A server of all bundled records in English, and of one of them in Arabic too."""
    from councilgraph.bundled import example
    from councilgraph.ingest import ReadOptions
    from councilgraph.pipeline import read_files, store_all
    from councilgraph.store import open_store

    folder = tmp_path_factory.mktemp("library")
    arabic = example("ar.txt")
    paths = [*map(str, sorted(arabic.parent.parent.rglob("en.txt"))), str(arabic)]
    with open_store(folder / "store") as store:
        list(store_all(read_files(paths, ReadOptions()), store))
    with served(folder / "store", folder / "log", "--seconds", "20") as opened:
        yield opened


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real Chromium without a window."""
    from importlib.util import find_spec

    require("playwright", find_spec("playwright") is not None)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        own = Path(driver.chromium.executable_path)
        found = next(filter(None, map(shutil.which, CHROMIUMS)), str(own) if own.exists() else None)
        require("Chromium", found is not None)
        browser = driver.chromium.launch(executable_path=found, args=QUIETLY)
        yield browser
        browser.close()


@pytest.fixture
def visitor(chromium: Browser, library: httpx.Client) -> Iterator[Callable[..., Page]]:
    """Opens a page of the library in a window of a size; with COUNCILGRAPH_SCREENS, keeps a picture of it."""
    contexts = []

    def visit(width: int, height: int, *, path: str = "/", name: str = "", script: bool = True) -> Page:
        size: ViewportSize = {"width": width, "height": height}
        context = chromium.new_context(viewport=size, reduced_motion="reduce", java_script_enabled=script)
        contexts.append(context)
        page = context.new_page()
        page.goto(str(library.base_url.join(path)))
        if name:
            page.wait_for_load_state("networkidle")
            page.evaluate("document.querySelector('#network:not([hidden]), #table-ties')?.scrollIntoView()")
        if name and SCREENS:
            page.screenshot(path=Path(SCREENS) / f"{name}.png")
        return page

    yield visit
    for context in contexts:
        context.close()


def press(link: Locator) -> None:
    """Click what leads to another page, and wait for that page: a click itself does not."""
    with link.page.expect_navigation():
        link.click()


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[dict[str, Any]]]:
    """What axe finds wrong with a page."""
    from importlib.util import find_spec

    require("axe-playwright-python", find_spec("axe_playwright_python") is not None)
    from axe_playwright_python.sync_playwright import Axe

    def check(page: Page) -> list[dict[str, Any]]:
        return list(Axe().run(page).response["violations"])

    return check
