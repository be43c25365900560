"""A table of words under fixed headings, for Qt."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from .pieces import plain_tip

Index = QModelIndex | QPersistentModelIndex


class WordsModel(QAbstractTableModel):
    """Tells the headings, and the words of each row; who inherits says which rows there are."""

    def __init__(self, headings: Sequence[str]) -> None:
        super().__init__()
        self._headings = headings

    def words_at(self, row: int) -> Sequence[str]:
        """Return what stands in the columns of a row."""
        raise NotImplementedError

    def columnCount(self, parent: Index | None = None) -> int:
        """Return the number of headings."""
        return 0 if parent and parent.isValid() else len(self._headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell's words, also for a screen reader and as a tip for what is cut."""
        said = self.words_at(index.row())[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(said)
        roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return said if role in roles else None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return a column's heading."""
        wanted = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._headings[section] if wanted else None
