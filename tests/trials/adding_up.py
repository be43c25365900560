"""Adding up: what two windows were told to be saved, against what the file holds."""

import json
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from b12tracker.domain.facts import Facts
from b12tracker.sharing.logbook_json import logbook_to_json
from b12tracker.storage.errors import STALE
from b12tracker.storage.keys import Key
from b12tracker.storage.logbook import Logbook

from .scene import STORY
from .walking import Ledger, in_a_word

Shown = tuple[Ledger, str, list[tuple[str, str, str]]]
"""What one of the two reports at the end: its ledger, its facts, and the rows of its Diary."""


def check(path: Path, key: Key | None, shown: Sequence[Shown]) -> None:
    """Compare what is in the file with what both were told and show."""
    with closing(Logbook.open(path, "looking", key=key)) as logbook:
        assert logbook.complaints() == []
        facts, counted = logbook.facts(), writes_in(logbook)
    ledgers = [ledger for ledger, _, _ in shown]
    for ledger in ledgers:
        kept = counted[ledger.copy]
        assert kept == ledger.writes, f"{kept - ledger.writes} and {ledger.writes - kept}"
        assert set(ledger.refused) <= {STALE}, ledger.refused
    check_chains(ledgers, facts)
    assert shown[0][1] == shown[1][1] == logbook_to_json(facts), (
        "the two do not show what is in the file"
    )
    assert shown[0][2] == shown[1][2], "the two Diaries say different things"


def check_chains(ledgers: Sequence[Ledger], facts: Facts) -> None:
    """See that the changes of each fact follow one another, up to what the file holds now.

    Whatever stood there has been written over exactly as often as it was written, but for what
    stood there first and what stands there now: else one overwrote what the other had saved.
    """
    balance: Counter[tuple[str, str]] = Counter()
    for ledger in ledgers:
        for (fact_id, before, after), times in ledger.exchanged.items():
            balance[fact_id, before] -= times
            balance[fact_id, after] += times
    changed = {fact_id for ledger in ledgers for fact_id, _, _ in ledger.exchanged}
    first, now = STORY.by_id, facts.by_id
    for fact_id in changed:
        balance[fact_id, in_a_word(first.get(fact_id))] += 1
        balance[fact_id, in_a_word(now.get(fact_id))] -= 1
    lost = [fact_id for (fact_id, _), left in balance.items() if left]
    assert not lost, f"{len(lost)} times one overwrote what the other had saved"


def writes_in(logbook: Logbook) -> dict[str, Counter[str]]:
    """Return how often each opening of the logbook wrote each fact, by the version vectors."""
    counted: dict[str, Counter[str]] = {}
    for table in set(logbook._db.table_names()) - {"phases"}:
        if "version" in logbook._db.table(table).columns_dict:
            for row in logbook._db.table(table).rows:
                if row.get("kind") != "phases":
                    for copy, times in json.loads(row["version"]).items():
                        counted.setdefault(copy, Counter())[row["id"]] += times
    return counted
