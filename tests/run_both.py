"""Runs every `test_*` function of every `test_*.py` in a folder. Made for MicroPython.

From the checkout: `micropython -X heapsize=64M tests/run_both.py [FOLDER] [MODULE ...]`.
The last line reads "N passed, N failed", and before it how many like cases of long tests were left
to `make micropython`, where any were. Ends 1 when anything failed, or when nothing ran.
"""

import gc
import os
import sys

sys.path[0] = "."  # the checkout, not tests/
gc.threshold(1000000)  # collected early: on a wide heap many times faster


def attempt(what, step):
    try:
        return True, step()
    except Exception as error:
        print("FAILED", what)
        sys.print_exception(error, sys.stdout)
        return False, ()


def main(folder="tests/both", *wanted):
    results = []
    for file in sorted(os.listdir(folder)):
        name = file[:-3]
        if file[:5] != "test_" or file[-3:] != ".py" or (wanted and name not in wanted):
            continue
        path = folder.replace("/", ".") + "." + name
        good, module = attempt(path, lambda path=path: __import__(path, None, None, ("*",)))
        results += [] if good else [False]
        for key in [key for key in sorted(dir(module)) if good and key[:5] == "test_"]:
            print(name + "." + key)  # a test that hangs has said its name
            results.append(attempt(name + "." + key, getattr(module, key))[0])
    lengths = sys.modules.get("tests.both.lengths")
    if lengths and lengths.left[0]:
        print("%d like cases left to make micropython" % lengths.left[0])
    print("%d passed, %d failed" % (results.count(True), results.count(False)))
    sys.exit(0 if results and all(results) else 1)


main(*sys.argv[1:])
