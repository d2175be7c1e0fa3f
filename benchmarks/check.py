"""Measures how long the checks of 10,000 cards take, as a ratio to compiling them, paired in one process.

    python benchmarks/check.py [--rounds 5] [--cards 10000] [--each]

With `--each`, the time of every check by itself follows.
"""

import argparse
import gc
import os
import re
import tempfile
import time
from pathlib import Path
from statistics import median

from compare import source

from deckgen.checks.run import CHECKS, failing, run_checks
from deckgen.cli.project import compile_project, texts_of
from deckgen.compiler.pipeline import Compilation


def with_unit(lines: str) -> str:
    """Return a card of the synthetic deck with a telling id, a short answer and a unit: most cards of real decks are sound."""
    lines = lines.replace("id: card-", "id: glucose-")
    return re.sub(r"(answer: (?:\S+ ){3}).* (\d+)\n", r"\1\2 mmol/L\n", lines)


def compiled() -> Compilation:
    """Compile the deck in the working folder."""
    return compile_project(Path("cards.yaml"))


def main() -> None:
    """Measure and print a line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--cards", type=int, default=10_000)
    parser.add_argument("--each", action="store_true")
    arguments = parser.parse_args()
    gc.disable()  # as the command line does
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        with Path("cards.yaml").open("w", encoding="utf-8") as file:
            file.writelines(map(with_unit, source(arguments.cards)))
        ratios, fatal, single = [], [], dict.fromkeys(CHECKS, 1e9)
        for turn in range(arguments.rounds + 1):
            start = time.perf_counter()
            deck = compiled().deck
            compiling = time.perf_counter() - start
            assert deck is not None
            start = time.perf_counter()
            found = run_checks(deck, texts_of(deck))
            checking = time.perf_counter() - start
            start = time.perf_counter()
            run_checks(deck, {}, failing(deck), errors_only=True)
            failing_only = time.perf_counter() - start
            if turn:  # the first warms caches
                ratios.append(checking / compiling)
                fatal.append(failing_only / compiling)
            for name in CHECKS if arguments.each else ():
                start = time.perf_counter()
                run_checks(deck, {}, [name])
                single[name] = min(single[name], time.perf_counter() - start)
        print(f"checks / compiling      {median(ratios):.2f} [{min(ratios):.2f}-{max(ratios):.2f}]  target <= 1.50")
        print(f"before a build / same   {median(fatal):.2f} [{min(fatal):.2f}-{max(fatal):.2f}]")
        print(f"findings {len(found)}; compiling {compiling:.2f} s, checking {checking:.2f} s")
        for name, seconds in sorted(single.items(), key=lambda item: -item[1]) if arguments.each else ():
            print(f"  {seconds * 1000:7.1f} ms  {name}")
        os.chdir("/")


if __name__ == "__main__":
    main()
