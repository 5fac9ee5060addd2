"""The code that `flash` runs on a board, at its prompt: all of it, in one place to read.

Decides what touches the board's files, pins and watchdog before the firmware is there. It is
MicroPython; what stands in braces is filled in. Used by `repl` and `copying`.
"""

WHO = """
import sys
i = sys.implementation
print((sys.platform, getattr(i, "_machine", ""), i.version[:3], getattr(i, "_mpy", 0)))
"""

FROZEN = """
try:
    from solekeeper_frozen import FIRMWARE
    print(FIRMWARE)
except ImportError:
    pass
"""

# A watchdog that a program started cannot be stopped; this gives time until the reset.
HOLD = """
import os, machine
try:
    os.stat("/main.py")
    machine.WDT(timeout=8000)
except OSError:
    pass
"""

READ = """
try:
    print(open({path!r}).read())
except OSError:
    pass
"""

REMOVE = """
import os
try:
    os.remove({path!r})
except OSError:
    pass
"""

# Names without the slash: the unix port, on which this is tested, mixes up two absolute ones.
RENAME = """
import os
os.chdir("/")
os.rename({old!r}, {new!r})
"""

FOLDERS = """
import os
for folder in {folders}:
    try:
        os.mkdir(folder)
    except OSError:
        pass
"""

BELOW = """
import os
def below(folder):
    try:
        entries = list(os.ilistdir(folder))
    except OSError:
        return
    for entry in entries:
        path = folder + "/" + entry[0]
        if entry[1] & 0x4000:
            below(path)
        else:
            print(path)
below({folder!r})
"""

# An empty folder would still be a package of that name, before the one in MicroPython itself.
BARE = """
import os
def bare(folder):
    try:
        entries = list(os.ilistdir(folder))
    except OSError:
        return
    for entry in entries:
        if entry[1] & 0x4000:
            bare(folder + "/" + entry[0])
    try:
        os.rmdir(folder)
    except OSError:
        pass
bare({folder!r})
"""

HASHES = """
import hashlib, binascii
def hash_of(path):
    h = hashlib.sha256()
    b = bytearray(512)
    m = memoryview(b)
    try:
        with open(path, "rb") as f:
            n = f.readinto(b)
            while n:
                h.update(m[:n])
                n = f.readinto(b)
    except OSError:
        return "-"
    return binascii.hexlify(h.digest()).decode()
for path in {paths}:
    print(hash_of(path), path)
"""

OPEN = """
from binascii import a2b_base64 as b
f = open({path!r}, "wb")
"""
PIECE = "f.write(b('{piece}'))\n"
CLOSE = "f.close()\n"

RESET = """
import machine
machine.reset()
"""
