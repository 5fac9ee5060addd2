"""A simulated evening in the terminal: drawn while it runs, and played by keys.

`keymap` and `menu` say what keys mean, `keyboard` owns the terminal, `hands` and `diary` turn keys
into a scenario's actions, `pace` holds simulated time back, `scene` looks, `view` draws, `screen`
shows; `play` puts them together. host_tools.sim and run_one call in.
"""
