"""A simulated evening in the terminal: drawn while it runs, and played by keys.

`keymap` and `menu` say what keys mean, `keyboard` owns the terminal, `hands` and `diary` turn keys
into a scenario's actions, `pace` holds simulated time back, `scene` looks, `view` draws, `screen`
shows; `player` is what happens between two ticks and `play` the whole run; `watch` shows a run
that nobody plays. host_tools.sim and run_one call in.
"""
