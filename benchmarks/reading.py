"""How fast records are read: each bundled language, at one to sixteen times the length, and with the gate.

Run it on an idle machine: `python benchmarks/reading.py`. Prints Markdown; times are the best of several runs
of one process on one core, after start-up.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from councilgraph.ingest import ReadOptions, read_text
from councilgraph.shapes import validate

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
FACTORS = (1, 4, 16)
RUNS = 3


def record(language: str) -> str:
    """The bundled plenary record of a language."""
    return (EXAMPLES / "gold" / "council-plenary" / f"{language}.txt").read_text("utf-8")


def longer(text: str, factor: int) -> str:
    """A record whose every paragraph is `factor` times as long, by repetition of its sentences."""
    lines = [
        line + (" " + line.split("\t", 1)[1]) * (factor - 1) if is_paragraph(line) else line
        for line in text.split("\n")
    ]
    return "\n".join(lines)


def is_paragraph(line: str) -> bool:
    """Whether a line is a numbered paragraph of the bundled records."""
    number, _, text = line.partition("\t")
    return bool(text) and number.count(".") == 1 and number.replace(".", "").isdigit()


def best(text: str, language: str) -> float:
    """Seconds of the fastest of some readings."""
    times = []
    for _ in range(RUNS):
        started = time.perf_counter()
        read_text(text, options=ReadOptions(language=language))
        times.append(time.perf_counter() - started)
    return min(times)


def gated(path: Path) -> tuple[float, float, int]:
    """Seconds to read and to gate one record, and its number of triples; the second run counts."""
    for _ in range(2):
        started = time.perf_counter()
        reading = read_text(path.read_text("utf-8"))
        read = time.perf_counter() - started
        report = validate(reading.graph)
        gate = time.perf_counter() - started - read
        assert report.conforms
    return read, gate, len(reading.graph)


def main(records: list[str]) -> None:
    """Print the two tables."""
    print("| language | " + " | ".join(f"{factor}×: s" for factor in FACTORS) + " | MB a minute (16×) |")
    print("| --- |" + " --- |" * (len(FACTORS) + 1))
    for language in LANGUAGES:
        texts = [longer(record(language), factor) for factor in FACTORS]
        times = [best(text, language) for text in texts]
        speed = len(texts[-1].encode()) / 1e6 / times[-1] * 60
        print(f"| {language} | " + " | ".join(f"{seconds:.2f}" for seconds in times) + f" | {speed:.1f} |")
    for path in map(Path, records):
        read, gate, triples = gated(path)
        print(f"\n{path.name}: {triples} triples, read in {read * 1000:.0f} ms, gated in {gate * 1000:.0f} ms")


if __name__ == "__main__":
    main(sys.argv[1:] or [str(EXAMPLES / "c24-retold" / "zh.txt")])
