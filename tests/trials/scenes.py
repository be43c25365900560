"""All scenes, by their names."""

from .joining import Merging, Restoring
from .keeping import BackingUp, Migrating
from .leaving import Exporting
from .locking import Locking, Relocking, Unlocking
from .scene import Scene
from .writing import Adding, Importing, Making, Writing, WritingLocked

SCENES: dict[str, type[Scene]] = {
    "writing": Writing,
    "writing-locked": WritingLocked,
    "making": Making,
    "importing": Importing,
    "adding": Adding,
    "migrating": Migrating,
    "backing-up": BackingUp,
    "setting-a-passphrase": Locking,
    "changing-a-passphrase": Relocking,
    "removing-a-passphrase": Unlocking,
    "restoring": Restoring,
    "merging": Merging,
    "exporting": Exporting,
}
