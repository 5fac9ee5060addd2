"""How far the plant can be believed: its figures beside published ones, its steps halved, its
parameters at both ends of their spread.

Decides nothing about the plant and changes nothing in it. `make credibility` measures, writes
sim/plant/credibility.json and the figures beside it; `make generate` makes the tables of
sim/plant/README.md from that file. Needs scipy (the dev extra).
"""
