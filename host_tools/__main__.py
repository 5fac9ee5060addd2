"""`python -m host_tools` is the same as `solekeeper`."""

import sys

from host_tools.cli import main

sys.exit(main())
