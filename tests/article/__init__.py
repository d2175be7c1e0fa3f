"""Articles: what is found in them, drafted from them, and held against them."""
