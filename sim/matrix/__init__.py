"""The fault matrix: every hazard, on both stages, in every phase, on two feet; and the rivals."""
