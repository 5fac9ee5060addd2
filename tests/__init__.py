"""The tests. `both/` runs on CPython and on MicroPython; everything else is pytest's alone."""
