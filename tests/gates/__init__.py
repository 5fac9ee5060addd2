"""The rules of the house as functions: source in, complaints out. Tests and `make` call them."""
