"""What the frozen program starts with."""

import sys

from b12tracker.__main__ import main

sys.exit(main())
