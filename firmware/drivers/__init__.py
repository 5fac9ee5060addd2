"""Drivers: the only modules that touch the port (machine, rp2, esp32, neopixel, time, os, sys)."""
