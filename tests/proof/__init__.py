"""The long proof: an author against learners, over many versions of one deck, in the real engine.

manuscript.py is what the author means; edits.py and edit_parts.py what may befall it, on the desk.py; writer.py builds it and
heeds what deckgen says; version.py is what comes of that. reader.py is a learner and holds the promise against each of the
imports.py; foretold.py holds them against what `deckgen plan` (plan.py) had said. machine.py plays them against each other.
"""
