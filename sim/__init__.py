"""The desktop simulator: the real firmware on a plant that tells the truth. `README.md` is its guide."""
