"""Plain functions `test_*` in modules `test_*`: no pytest here, MicroPython runs them too."""
