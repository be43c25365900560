"""``python -m b12tracker`` and the installed command are the same."""

import sys

from b12tracker.cli import run


def main() -> int:
    """Run the program with the words of the command line; return its exit status."""
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
