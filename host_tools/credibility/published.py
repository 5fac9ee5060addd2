"""The numbers the plant is held against, and where each comes from.

Decides no more than that. A source here is a public one, or says that it is our own estimate or
calculation; a number without a source has no row. `rows` hands them on to the page.
"""

# key: what the page prints under "source"
SOURCES = {
    "vishay": "R/T table, 10 kΩ, B25/85 3977 K (BC Components 2322 640, from public drivers)",
    "stack": "own calculation: R25, B and divider ±1 % each, added up",
    "beta": "10 kΩ B 3950 part, 5.311 kΩ at 40 °C",
    "cem43": "definition (Sapareto & Dewey 1984): R = 0.5 from 43 °C up, 0.25 below",
    "moritz": "lowest burn in experiments: 44 °C for 6 h (a maker's page, Kowa)",
    "iso": "ISO 13732-1 burn threshold, contact of 1 min and longer (read in a national text)",
    "boyko": "means of 712 diabetic veterans (J Diabetes Complications 15:260)",
    "plantar": "means across studies of diabetic feet, with and without neuropathy",
    "metatarsal": "ball of the foot, 12 healthy adults, ±1 deviation (BioMed Eng OnLine 20:14)",
    "dorsum": "dorsal foot skin (PubMed 2279855): flow climbs above 33 °C",
    "song": "forearm, 43 °C for 60 min: 15 to 20 times rest (PubMed 2139018)",
    "petrofsky": "thermode at 44 °C, young adults: under 200 to about 1200 flux (PubMed 21291332)",
    "palm": "palm at 32 °C: 65 ± 11 % of its most at 42 °C (22 healthy adults)",
    "scott": "back on a warming mattress (Scott, Farmer & English, J Trauma 30:422)",
    "english": "hydrogel pad on thighs, 95 % range (English & Hemmerling, Eur J Anaesth 25:531)",
    "bare": "radiation and convection of a bare chest (Scott, Farmer & English, J Trauma 30:422)",
    "pololu": "data sheet, 37D gearmotor 150:1 at 12 V (Pololu, rev 1.2)",
    "cuff": "sellers' data of cuff pumps: 1 to 3 L/min, at most 103 kPa",
    "orifice": "textbook: sharp 0.3 mm hole, discharge coefficient 0.6 to 0.8",
    "boyle": "Boyle's law on the air inside",
    "exact": "exact solution of the same physics",
    "pennes": "Pennes' equation on 0.05 mm cells, own second program",
    "ode": "the same equations written a second time, scipy's integrator",
    "estimate": "own estimate from a 1-D model, nothing measured",
}

# what kind of reference a source is; the others are published
KINDS = {
    "stack": "own estimate", "estimate": "own estimate", "orifice": "rule", "boyle": "rule",
    "cem43": "definition", "exact": "exact", "pennes": "fine cells", "ode": "integrator",
}  # fmt: skip

# °C: ohm
VISHAY_OHM = {
    0: 32560, 5: 25340, 10: 19870, 15: 15700, 20: 12490, 25: 10000, 30: 8059, 35: 6536,
    40: 5330, 45: 4372, 50: 3606, 55: 2989, 60: 2490,
}  # fmt: skip

# °C, minutes, source: contact that just burns
BURNS = ((44.0, 360.0, "moritz"), (51.0, 1.0, "iso"), (48.0, 10.0, "iso"), (43.0, 480.0, "iso"))

# rpm, A, kg mm at the output
POLOLU = {"free": (67.0, 0.2, 0.0), "efficient": (58.0, 0.72, 65.0), "stalled": (0.0, 5.5, 490.0)}

PLANTAR_C = (28.4, 32.2)
BOYKO_C = (28.4, 28.9)
METATARSAL_C = (29.05 - 3.56, 29.98 + 3.86)
CONTACT_W_M2K = {"loose": 41.0, "hydrogel": 109.8}
ADVERTISED_C = (35.0, 49.0)
