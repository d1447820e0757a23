"""One folder for each component: its macro, its style, its examples as data."""
