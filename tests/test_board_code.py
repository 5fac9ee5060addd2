"""What `flash` runs on a board also runs on littlefs, which is what a board has."""

import subprocess
from hashlib import sha256

from host_tools import board_code
from tests.outside import write

DISK = """
import os, vfs
class Ram:
    def __init__(self):
        self.data = bytearray(64 * 4096)
    def readblocks(self, block, buf, off=0):
        at = block * 4096 + off
        buf[:] = self.data[at : at + len(buf)]
    def writeblocks(self, block, buf, off=0):
        at = block * 4096 + off
        self.data[at : at + len(buf)] = buf
    def ioctl(self, op, arg):
        return {4: 64, 5: 4096, 6: 0}.get(op)
ram = Ram()
vfs.VfsLfs2.mkfs(ram)
vfs.umount("/")
vfs.mount(vfs.VfsLfs2(ram), "/")
"""
FILE = "/firmware/safety/trips.mpy"


def test_files_are_written_hashed_listed_renamed_and_removed_on_littlefs(micropython, tmp_path):
    parts = [
        DISK,
        board_code.FOLDERS.format(folders=("/firmware", "/firmware/safety")),
        board_code.FOLDERS.format(folders=("/firmware", "/firmware/safety")),  # they are there now
        board_code.OPEN.format(path=FILE),
        board_code.PIECE.format(piece="TTY="),
        board_code.CLOSE,
        board_code.BELOW.format(folder="/firmware"),
        board_code.BELOW.format(folder="/nothing"),
        board_code.OPEN.format(path="/main.part"),
        board_code.CLOSE,
        board_code.RENAME.format(old="main.part", new="main.py"),
        board_code.HASHES.format(paths=(FILE, "/main.part", "/main.py")),
        board_code.REMOVE.format(path="/main.py"),
        board_code.REMOVE.format(path="/main.py"),
        board_code.READ.format(path="/main.py"),
        board_code.READ.format(path=FILE),
        "print(sorted(os.listdir('/')))\n",
    ]
    script = write(tmp_path, "".join(parts), "script.py")
    done = subprocess.run([micropython, str(script)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    assert done.stdout.splitlines() == [
        FILE,
        f"{sha256(b'M6').hexdigest()} {FILE}",
        "- /main.part",
        f"{sha256(b'').hexdigest()} /main.py",
        "M6",
        "['firmware']",
    ]
