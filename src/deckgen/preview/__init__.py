"""The preview: every card of a deck on one page that works offline."""
