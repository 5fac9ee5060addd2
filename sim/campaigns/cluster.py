"""A connection to a dask scheduler that somebody else started.

Decides how its absence is told: one line within a few seconds. dask is an extra, so it is imported
here and nowhere else. `dispatch` calls client_at().
"""

import logging
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sim.errors import BadInput

CONNECT_S = 3.0
ADDRESS = re.compile(r"(?:tcp|tls)://(\[[0-9a-fA-F:.]+\]|[^\s/:\[\]]+):([0-9]{1,5})")


@contextmanager
def client_at(address: str) -> Iterator[Any]:
    """A client with at least one worker behind it, and nothing of dask's own on the terminal."""
    try:
        from dask.distributed import Client
    except ImportError:
        raise BadInput(
            "--scheduler: dask is not installed; pip install 'solekeeper[cluster]'"
        ) from None

    # a client that never came to be has nothing to close, and would say so at length
    quiet = type("Client", (Client,), {"__del__": lambda self: None})
    _knock(address)
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        try:
            client = quiet(address, timeout=CONNECT_S, set_as_default=False)
        except Exception:  # something answered; whatever it said, dask could not read it
            raise BadInput(f"--scheduler: {address} is no dask scheduler") from None
        try:
            if not client.nthreads():
                raise BadInput(f"--scheduler: {address} has no workers; start one: dask worker")
            yield client
        finally:
            client.close(timeout=CONNECT_S)
    finally:
        logging.disable(before)


def _knock(address: str) -> None:
    """dask tries for long, and in many words."""
    found = ADDRESS.fullmatch(address)
    if not found or not 0 < int(found[2]) < 65536:
        raise BadInput(f"--scheduler: {address!r} is no address like tcp://10.0.0.5:8786")
    try:
        socket.create_connection((found[1].strip("[]"), int(found[2])), CONNECT_S).close()
    except OSError as error:
        why = error.strerror or str(error) or "no answer"
        raise BadInput(f"--scheduler: nothing answers at {address}: {why}") from None
