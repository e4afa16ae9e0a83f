"""`python -m odatanodes` is the command `odatanodes`."""

from __future__ import annotations

import sys

from odatanodes.cli import ended, main

if __name__ == "__main__":
    sys.exit(ended(main()))
