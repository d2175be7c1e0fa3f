"""Articles: read, searched for what is examinable, drafted as a deck, and audited against one. Texts in, values out."""
