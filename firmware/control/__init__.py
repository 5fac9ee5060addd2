"""Control: turns a setpoint and a reading into a request. It asks; only the governor grants."""
