"""The rows found in a damaged logbook, made to fit together."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from b12tracker.domain.plan import Plan

from .pages import BareRow, Pages
from .piecemeal import TableRead
from .rows import TABLES, Row
from .salvaged import Salvaged
from .sieve import DELETIONS, PHASES, Sieve

PLANS = TABLES[Plan]

AT_THE_END = 2**63
"""The place of a row whose place in its table is not known."""


@dataclass(frozen=True)
class Find:
    """A row, and where it was found.

    Attributes:
        number: SQLite's own number of the row, which keeps the order.
        by_sqlite: whether SQLite itself came to it, so that it was certainly in use.
        sure: whether it was certainly in use.
    """

    row: Row
    number: int
    by_sqlite: bool = False
    sure: bool = True

    @property
    def writes(self) -> int:
        """How often the row was written, as its version tells."""
        return sum(json.loads(self.row["version"]).values())


class Gathered:
    """What was found so far, by table and id.

    Attributes:
        torn: whether something is wrong with the file, so that its pages are worth a look.
    """

    def __init__(self, sieve: Sieve) -> None:
        self.torn = False
        self._sieve = sieve
        self._finds: dict[str, dict[str, Find]] = {table: {} for table in sieve.columns}
        self._listed: dict[str, set[str]] = {}  # the ids in the index of each table
        self._headless = 0

    @property
    def tables(self) -> list[str]:
        """The tables to look for, a plan before its phases."""
        return [*self._finds]

    @property
    def holds_entries(self) -> bool:
        """Whether anything was found that is worth a new logbook."""
        return any(finds for table, finds in self._finds.items() if table != DELETIONS)

    @property
    def rows(self) -> dict[str, list[Row]]:
        """The rows of each table, in the order in which they were kept."""
        return {
            table: [find.row for find in sorted(finds.values(), key=lambda find: find.number)]
            for table, finds in self._finds.items()
        }

    @property
    def told(self) -> Salvaged:
        """What is to be said of it."""
        lists = [table for table in self._finds if table != DELETIONS]
        lost = {table: self._lost(table) for table in lists}
        return Salvaged(
            came={table: len(self._finds[table]) for table in lists},
            lost={table: number for table, number in lost.items() if number},
            doubtful=frozenset(table for table in lists if not self._is_known(table)),
            perhaps_deleted=sum(self._perhaps_deleted(table) for table in lists),
            headless=self._headless,
            was_damaged=self.torn,
        )

    def take_table(self, table: str, read: TableRead) -> None:
        """Take the rows that SQLite read of a table."""
        columns = self._sieve.columns[table]
        as_ours = read.columns == columns[: len(read.columns)]
        self.torn |= read.torn or not as_ours or bool(read.garbled)
        for number, named in read.rows.items() if as_ours else ():
            row = self._sieve.whole(table, named)
            if row is None:
                self.torn = True
            else:
                self._take(table, Find(row, number, by_sqlite=True))
        if read.listed is not None:
            self._listed[table] = read.listed

    def take_pages(self, pages: Pages) -> None:
        """Take the rows that stand on the pages of the file and were not found by SQLite."""
        all_in_use = pages.unused is not None
        for bare in pages.rows():
            for table, row in self._sieve.recognised(bare.values):
                self._take(table, _found_on_page(bare, row, all_in_use))

    def finish(self) -> None:
        """Let go of what was deleted, and put plans together with their phases."""
        for table in self._finds.keys() - {DELETIONS}:
            self._drop_deleted(self._finds[table], self._finds[DELETIONS])
        phases = defaultdict(list)
        for find in sorted(self._finds[PHASES].values(), key=lambda find: find.row["position"]):
            phases[find.row["plan"]].append(find)
        for plan_id, of_plan in phases.items():
            self._join(plan_id, of_plan)

    def _take(self, table: str, find: Find) -> None:
        known = self._finds[table].get(find.row["id"])
        if known is None or (not known.by_sqlite and find.writes > known.writes):
            self._finds[table][find.row["id"]] = find

    def _drop_deleted(self, finds: dict[str, Find], deletions: dict[str, Find]) -> None:
        for row_id in finds.keys() & deletions.keys():
            del (deletions if finds[row_id].by_sqlite else finds)[row_id]

    def _join(self, plan_id: str, phases: Iterable[Find]) -> None:
        """Keep the phases that make a plan; give them a plan without words where theirs is lost."""
        plan = self._finds[PLANS].get(plan_id) or self._headless_plan(plan_id)
        kept: list[Row] = []
        for phase in phases:
            if plan and self._sieve.makes_plan(plan.row, [*kept, phase.row]):
                kept.append(phase.row)
            else:
                del self._finds[PHASES][phase.row["id"]]

    def _headless_plan(self, plan_id: str) -> Find | None:
        """Make a plan for phases that lost theirs; None where its id is damaged, too."""
        row = self._sieve.whole(PLANS, {"id": plan_id, "version": "{}", "prescriber": ""})
        if row is None:
            return None
        self._headless += 1
        return self._finds[PLANS].setdefault(plan_id, Find(row, AT_THE_END))

    def _lost(self, table: str) -> int:
        return len(self._listed.get(table, set()) - self._finds[table].keys())

    def _is_known(self, table: str) -> bool:
        return self._listed.get(table, set()) >= self._finds[table].keys() and table in self._listed

    def _perhaps_deleted(self, table: str) -> int:
        listed = self._listed.get(table, set())
        finds = self._finds[table].items()
        return sum(not (find.sure or row_id in listed) for row_id, find in finds)


def _found_on_page(bare: BareRow, row: Row, all_in_use: bool) -> Find:
    if bare.number is None:
        return Find(row, AT_THE_END, sure=False)
    return Find(row, bare.number, sure=all_in_use)
