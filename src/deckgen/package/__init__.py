"""The only code that knows the .apkg format: a writer on genanki, and a reader that shows a package as text."""
