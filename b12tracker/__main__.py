"""``python -m b12tracker`` and the installed command are the same."""

import os
import sys

from b12tracker.cli import error_log, run
from b12tracker.faults import keep_quiet

STOPPED = 130
"""What a shell expects of a program that was stopped by Ctrl+C."""


def main() -> int:
    """Run the program with the words of the command line; return its exit status."""
    os.umask(0o077)  # what Qt and matplotlib keep for us is for its owner only, too
    keep_quiet(error_log())
    try:
        return run(sys.argv[1:])
    except KeyboardInterrupt:
        return STOPPED


if __name__ == "__main__":
    sys.exit(main())
