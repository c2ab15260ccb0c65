"""Start what a person typed, or say that this Python is too old.

Every Python 3 must be able to read this file, so it holds nothing newer than Python 3.0;
provision.py does the work.
"""

import os
import runpy
import sys

OLDEST = (3, 11)

if __name__ == "__main__":
    if sys.version_info < OLDEST:
        sys.exit(
            "Zenflow needs Python %d.%d or newer; this is Python %d.%d. "
            "Name a newer one: make %s PYTHON=/path/to/python3"
            % (OLDEST + sys.version_info[:2] + (" ".join(sys.argv[1:2]) or "run",))
        )
    runpy.run_path(
        os.path.join(os.path.dirname(os.path.abspath(__file__)), "provision.py"),
        run_name="__main__",
    )
