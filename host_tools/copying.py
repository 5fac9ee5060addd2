"""Puts an image on a board so that at no moment a half-copied one can start.

Decides the order. The running program is stopped and restarts into service mode, its pins are
low, main.py goes first, the board is reset (which also ends a watchdog that nothing else ends),
everything is copied and its hash computed on the board, and main.py comes last, under its name
only once it is whole. A firmware that the board's MicroPython holds (`frozen`) is not copied.
`standing` always says what is on the board, `advice` what to do about it. Called by `flash`.
"""

import time
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from host_tools import board_code, frozen, image
from host_tools.errors import BadInput
from host_tools.fit import check_chip, check_profile
from host_tools.repl import BoardLost, BoardSays, Repl
from host_tools.transport import framed
from sim.boot_file import boot_text

STOP_S = 0.3  # a running firmware hears a frame within two slow scans
RETRY_S = 0.2
PART = "/main.part"  # main.py until its hash is right


def hash_of(data: bytes) -> str:
    return sha256(data).hexdigest()


class Copying:
    """One board taken over and filled with `files` (image.image makes them)."""

    def __init__(self, port: str, board: dict[str, Any], files: dict[str, bytes]) -> None:
        self.port, self.board, self.files = port, board, files
        self.mpy = files[f"{image.PACKAGE}/main.mpy"][1]
        self.standing = "nothing on the board was changed"
        self.advice = "plug it in and flash again"
        self.copied = 0

    def let_in(self, until_s: float) -> Repl:
        """The prompt of the board: a Solekeeper lets nobody in but through service mode, and goes
        there only at rest; anything else takes Ctrl-C.
        """
        repl = Repl(self.port)
        try:
            repl.say(framed({"do": "stop"}))
            time.sleep(STOP_S)
            while (answer := repl.ask_for_service()) is not None:
                if answer.get("done") == "service":
                    repl.close()
                    return self.again(until_s, soft_reset=False)
                if "known" in answer:
                    break  # a firmware from before service mode
                if time.monotonic() > until_s:
                    raise BoardSays(f"{answer.get('error')}, and it does not come to rest")
            repl.enter(soft_reset=False)  # at once: a watchdog runs
            return repl
        except BaseException:
            repl.close()
            raise

    def take_over(self, profile: str | None, until_s: float) -> str:
        """Stops what runs there and takes main.py away; what the board says it is.

        A board of another kind, or one whose kept settings are not the `profile` asked for, is
        started again as it was.
        """
        repl = self.let_in(until_s)
        try:
            repl.run(board_code.HOLD)
            try:
                words = check_chip(self.port, repl.who(), self.board, self.mpy)
                check_profile(self.port, repl.read(image.SETTINGS), profile)
            except BadInput:
                repl.reset()
                raise
            words += self.leave_out(repl.frozen())
            repl.run(boot_text(self.board))
            self.standing = "there may be an older copy without main.py, which starts nothing"
            repl.remove(image.MAIN)
            repl.reset()
        finally:
            repl.close()
        return words

    def leave_out(self, mark: str) -> str:
        """Copies no firmware to a board whose MicroPython holds this one; words for a person."""
        if not mark:
            return ""
        if mark != frozen.mark():
            return "; another firmware is frozen in it, this one is copied and goes before it"
        self.files = frozen.beside(self.files)
        return "; this firmware is frozen in it"

    def again(self, until_s: float, soft_reset: bool = True) -> Repl:
        """The prompt of the board after a reset: its port may go away and come back."""
        while True:
            try:
                repl = Repl(self.port)
                try:
                    repl.enter(soft_reset)
                    return repl
                except BaseException:
                    repl.close()
                    raise
            except (BadInput, BoardLost) as error:
                if time.monotonic() > until_s:
                    raise BoardLost(f"not back after its reset: {error}") from None
                time.sleep(RETRY_S)

    def fill(self, repl: Repl, profile: str, tell: Callable[[int, int], None]) -> None:
        """Copies what differs, takes away what does not belong, checks all, then main.py."""
        rest = {path: data for path, data in self.files.items() if path != image.MAIN}
        there = repl.hashes([*rest, image.SETTINGS])
        if there[image.SETTINGS] == "-":
            rest[image.SETTINGS] = image.settings(profile)
        wanted = {path: data for path, data in rest.items() if there[path] != hash_of(data)}
        for path in repl.below(image.PACKAGE):  # an old .py would be loaded before its .mpy
            if path not in rest:
                repl.remove(path)
        repl.run(board_code.BARE.format(folder=image.PACKAGE))
        repl.run(board_code.FOLDERS.format(folders=folders(rest)))
        for path, data in wanted.items():
            tell(self.copied, len(wanted))
            self.standing = (
                f"{len(rest) - len(wanted) + self.copied} of {len(rest) + 1} files are on the "
                "board, and no main.py, so it starts nothing"
            )
            repl.write(path, data)
            self.copied += 1
        tell(self.copied, len(wanted))
        self.check(repl, rest)
        repl.write(PART, self.files[image.MAIN])
        self.check(repl, {PART: self.files[image.MAIN]})
        repl.run(board_code.RENAME.format(old=PART[1:], new=image.MAIN[1:]))
        self.standing = "every file is on the board and every hash is right"
        self.advice = "unplug it and plug it in"

    def check(self, repl: Repl, files: dict[str, bytes]) -> None:
        """Every hash, computed on the board."""
        found = repl.hashes(files)
        wrong = [path for path, data in files.items() if found[path] != hash_of(data)]
        if wrong:
            more = f" and {len(wrong) - 1} more" if len(wrong) > 1 else ""
            self.standing = "there is no main.py, so the board starts nothing"
            raise BoardSays(f"{wrong[0]}{more} did not arrive as sent: wrong sha256")


def folders(paths: dict[str, bytes]) -> tuple[str, ...]:
    """Every folder the paths lie in, the outer before the inner."""
    found = {path[:at] for path in paths for at, sign in enumerate(path) if sign == "/" and at}
    return tuple(sorted(found))
