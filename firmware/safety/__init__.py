"""Safety: what may reach the outputs. It can only subtract; nothing above it can switch it off."""
