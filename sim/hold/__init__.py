"""How well pads are held at their setpoint, judged by plant truth: cases, judge, the fastest
possible.
"""
