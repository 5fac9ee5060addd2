"""Firmware that is not ours, and a main loop that is not ours, on our plant: what the declared
hardware and the governor leave them.
"""
