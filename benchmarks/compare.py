"""Measures a build against a naive script and against Anki's own library, paired and interleaved in one run.

    python benchmarks/compare.py [--rounds 5] [--large 50000]

Every figure is of whole processes; ratios are medians of pairs. The machine should be otherwise idle.
"""

import argparse
import math
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

HERE = Path(__file__).parent
WORDS = [
    "insulin",
    "glucose",
    "receptor",
    "hepatic",
    "adipose",
    "tissue",
    "signalling",
    "kinase",
    "lipolysis",
    "channel",
    "sodium",
    "growth",
    "hormone",
    "release",
    "peptide",
    "membrane",
    "transport",
    "secretion",
    "plasma",
    "enzyme",
    "substrate",
    "pathway",
    "response",
    "concentration",
]
GREEK = ["β-cell", "α-subunit", "Na⁺", "µmol", "≥7 mmol/L"]
HEAD = "deck:\n  id: bench\n  name: Bench\n  description: A synthetic deck.\nlevels:\n  main:\n    name: 1 Main\n    cards:\n"


def source(cards: int) -> Iterator[str]:
    """Yield a deck of about 400 bytes a card: 15 % clozes, 15 % not ASCII, 30 % block scalars."""
    chance = random.Random(1)
    yield HEAD
    for number in range(cards):
        words = WORDS + GREEK if chance.random() < 0.15 else WORDS

        def some(count: int, words: Sequence[str] = words) -> str:
            return " ".join(chance.choice(words) for _ in range(count))

        yield (f"      - id: card-{number}\n")
        if chance.random() < 0.15:
            yield (f'        cloze: "{some(9)} {{{{c1::{some(2)} {number}}}}} {some(6)}"\n')
        elif chance.random() < 0.35:
            yield (f"        question: Which {some(9)} number {number}?\n        answer: |\n")
            yield (f"          {some(8)} *{some(2)}*\n          {some(9)}\n")
        else:
            yield (f"        question: Which {some(9)} number {number}?\n        answer: {some(12)} {number}\n")
        yield (f"        extra: {some(14)}\n        tags: [topic::t{number % 10}, source::book]\n")


def run(command: Sequence[str | Path]) -> tuple[float, float]:
    """Run a command to its end; return wall seconds and peak memory in MB."""
    start = time.perf_counter()
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"failed: {' '.join(str(part) for part in command)}")
    scale = 1024 if sys.platform != "darwin" else 1024 * 1024
    return time.perf_counter() - start, usage.ru_maxrss / scale


def build(folder: Path) -> tuple[float, float]:
    """Build the deck in a folder for the first time."""
    (folder / "cards.lock").unlink(missing_ok=True)
    shutil.rmtree(folder / "build", ignore_errors=True)
    return run([sys.executable, "-m", "deckgen", "build", folder / "cards.yaml", "--out", folder / "build"])


def report(name: str, values: Sequence[float], target: float, unit: str = "") -> None:
    """Print a figure with its range and its target."""
    print(f"{name:<44} {median(values):7.2f}{unit} [{min(values):.2f}-{max(values):.2f}]  target <= {target}{unit}", flush=True)


def main() -> None:
    """Measure everything and print a line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--large", type=int, default=50_000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        small, large = Path(name, "small"), Path(name, "large")
        for folder, cards in ((small, 10_000), (large, arguments.large)):
            folder.mkdir()
            with (folder / "cards.yaml").open("w", encoding="utf-8") as file:
                file.writelines(source(cards))  # whole, it would swell this process, and with it every child's peak
        pairs = []
        for turn in range(arguments.rounds + 1):
            ours = build(small)
            naive = run([sys.executable, HERE / "naive.py", small / "cards.yaml", small / "naive.apkg"])
            engine = run([sys.executable, HERE / "engine.py", small / "cards.yaml", small / "engine.apkg"])
            if turn:
                pairs.append((ours, naive, engine))
        larges = [build(large) for _ in range(max(2, arguments.rounds // 2))]
        helps = []
        for _ in range(11):
            ours_help = run([sys.executable, "-m", "deckgen", "--help"])[0]
            helps.append(ours_help / run([sys.executable, "-c", "import click, yaml"])[0])
        sizes = (small / "build" / "bench.apkg").stat().st_size / (small / "naive.apkg").stat().st_size
        report("10,000 cards: build / naive script", [ours[0] / naive[0] for ours, naive, _ in pairs], 0.50)
        report("10,000 cards: build / Anki's library", [ours[0] / engine[0] for ours, _, engine in pairs], 0.40)
        report("10,000 cards: build, seconds", [ours[0] for ours, _, _ in pairs], math.inf, " s")
        report("10,000 cards: naive script, seconds", [naive[0] for _, naive, _ in pairs], math.inf, " s")
        report("10,000 cards: peak memory", [ours[1] for ours, _, _ in pairs], 200, " MB")
        report(f"{arguments.large:,} cards: peak memory", [peak for _, peak in larges], 200, " MB")
        small_time, large_time = median(ours[0] for ours, _, _ in pairs), median(seconds for seconds, _ in larges)
        growth = math.log(large_time / small_time) / math.log(arguments.large / 10_000)
        report("growth exponent", [growth], 1.10)
        report("package size / genanki's", [sizes], 0.30)
        report("--help / import click, yaml", helps, 1.3)


if __name__ == "__main__":
    main()
