"""The firmware for MicroPython's own build: make ... FROZEN_MANIFEST=path/of/this/file.

Whatever port and board it is given to get what they freeze anyway, and beside it the package
`firmware`. MicroPython runs this and brings `include`, `package` and `module`.
"""

import subprocess
import sys

subprocess.run([sys.executable, "-m", "host_tools.frozen"], cwd="..", check=True)
include("$(PORT_DIR)/boards/manifest.py")
package("firmware", base_path="../out/frozen/source")
module("solekeeper_frozen.py", base_path="../out/frozen/source")
