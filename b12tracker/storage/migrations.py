"""The tables of a logbook, as the steps that made them. A released step is never edited."""

from typing import LiteralString

from sqlite_utils import Migrations
from sqlite_utils.db import Database

APPLICATION_ID = 0x42313231
"""“B121”: what makes an SQLite file a B12 Tracker logbook."""

migrations = Migrations("b12tracker")


# Plain date(x) lets 30 February pass on SQLite 3.40; date(x, '+0 days') does not.
def _date(name: LiteralString) -> LiteralString:
    return f"""\"{name}\" TEXT NOT NULL CHECK ("{name}" IS date("{name}", '+0 days'))"""


def _date_or_null(name: LiteralString) -> LiteralString:
    return f"""\"{name}\" TEXT CHECK ("{name}" IS NULL OR "{name}" IS date("{name}", '+0 days'))"""


ROW = (
    "id TEXT PRIMARY KEY CHECK (length(id) = 36), version TEXT NOT NULL CHECK (json_valid(version))"
)
"""Every row has a UUID and a version vector: how often each copy of the logbook wrote it."""


@migrations()
def first_tables(db: Database) -> None:
    """Patient, plans, phases, injections, symptoms, lab results, and what was deleted."""
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    for table in FIRST_TABLES:
        db.execute(table)


FIRST_TABLES = (
    f"""CREATE TABLE patient (
        {ROW},
        name TEXT NOT NULL, {_date_or_null("birth_date")},
        sex TEXT CHECK (sex IN ('female', 'male')),
        follows TEXT NOT NULL CHECK (json_valid(follows))) STRICT""",
    f"""CREATE TABLE plans (
        {ROW},
        cause TEXT, severity TEXT, prescriber TEXT NOT NULL) STRICT""",
    f"""CREATE TABLE phases (
        {ROW},
        plan TEXT NOT NULL REFERENCES plans (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        name TEXT NOT NULL, goal TEXT NOT NULL, {_date_or_null("first_dose")},
        every TEXT NOT NULL CHECK (json_valid(every)),
        doses INTEGER CHECK (doses BETWEEN 1 AND 1000), open TEXT NOT NULL,
        dose_ug REAL CHECK (dose_ug > 0 AND dose_ug <= 30000), substance TEXT, route TEXT,
        early_days INTEGER NOT NULL CHECK (early_days BETWEEN 0 AND 366),
        late_days INTEGER NOT NULL CHECK (late_days BETWEEN 0 AND 366),
        anchor TEXT NOT NULL) STRICT""",
    "CREATE INDEX phases_of_plan ON phases (plan, position)",
    f"""CREATE TABLE injections (
        {ROW},
        {_date("given_on")}, about INTEGER NOT NULL CHECK (about IN (0, 1)), given_at TEXT,
        dose_ug REAL CHECK (dose_ug > 0 AND dose_ug <= 30000),
        substance TEXT, route TEXT, site TEXT, lot TEXT NOT NULL, given_by TEXT,
        reactions TEXT NOT NULL CHECK (json_valid(reactions)), note TEXT NOT NULL) STRICT""",
    f"""CREATE TABLE symptoms (
        {ROW},
        {_date("on_date")}, scores TEXT NOT NULL CHECK (json_valid(scores)),
        observer TEXT NOT NULL, recall TEXT NOT NULL, note TEXT NOT NULL) STRICT""",
    f"""CREATE TABLE lab_results (
        {ROW},
        {_date("collected_on")}, marker TEXT NOT NULL, value REAL NOT NULL CHECK (value >= 0),
        unit TEXT NOT NULL, comparator TEXT CHECK (comparator IN ('<', '>')),
        range_low REAL, range_high REAL, flag TEXT NOT NULL, laboratory TEXT NOT NULL,
        note TEXT NOT NULL) STRICT""",
    """CREATE TABLE deletions (
        id TEXT PRIMARY KEY CHECK (length(id) = 36), kind TEXT NOT NULL,
        version TEXT NOT NULL CHECK (json_valid(version))) STRICT""",
    """CREATE VIEW symptom_scores AS
        SELECT on_date, observer, key AS symptom, value AS severity
        FROM symptoms, json_each(scores) ORDER BY on_date""",
)


@migrations()
def the_plan_whole(db: Database) -> None:
    """Other ends of phases, overrides, pauses, stretches nobody recorded, skips and moves."""
    for change in PLAN_WHOLE:
        db.execute(change)


PLAN_WHOLE = (
    "ALTER TABLE phases ADD COLUMN days INTEGER CHECK (days BETWEEN 1 AND 36525)",
    f"ALTER TABLE phases ADD COLUMN {_date_or_null('last_day')}",
    """ALTER TABLE injections
        ADD COLUMN top_up INTEGER NOT NULL DEFAULT 0 CHECK (top_up IN (0, 1))""",
    f"ALTER TABLE injections ADD COLUMN {_date_or_null('counts_for')}",
    f"""CREATE TABLE pauses (
        {ROW},
        {_date("start")}, {_date_or_null("end")},
        reason TEXT NOT NULL, note TEXT NOT NULL) STRICT""",
    f"""CREATE TABLE not_recorded (
        {ROW},
        {_date("start")}, {_date("end")}) STRICT""",
    f"""CREATE TABLE skips (
        {ROW},
        {_date("planned")}, reason TEXT NOT NULL, note TEXT NOT NULL) STRICT""",
    f"""CREATE TABLE moves (
        {ROW},
        {_date("planned")}, {_date("to")},
        later_too INTEGER NOT NULL CHECK (later_too IN (0, 1))) STRICT""",
)


@migrations()
def checks_and_supplies(db: Database) -> None:
    """Lab checks, boxes, the user's own symptoms and markers, and the sites a patient allows."""
    for change in CHECKS_AND_SUPPLIES:
        db.execute(change)


CHECKS_AND_SUPPLIES = (
    """ALTER TABLE patient
        ADD COLUMN sites TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(sites))""",
    """ALTER TABLE patient
        ADD COLUMN reorder_days INTEGER CHECK (reorder_days BETWEEN 0 AND 366)""",
    "ALTER TABLE injections ADD COLUMN box TEXT CHECK (length(box) = 36)",
    """ALTER TABLE lab_results ADD COLUMN before_injection INTEGER NOT NULL DEFAULT 0
        CHECK (before_injection IN (0, 1))""",
    f"""CREATE TABLE own_symptoms (
        {ROW},
        key TEXT NOT NULL CHECK (key LIKE 'own-%'), name TEXT NOT NULL) STRICT""",
    f"""CREATE TABLE own_markers (
        {ROW},
        key TEXT NOT NULL CHECK (key LIKE 'own-%'), name TEXT NOT NULL,
        unit TEXT NOT NULL) STRICT""",
    f"""CREATE TABLE lab_checks (
        {ROW},
        phase TEXT NOT NULL CHECK (length(phase) = 36),
        markers TEXT NOT NULL CHECK (json_valid(markers)),
        first_after_days INTEGER NOT NULL CHECK (first_after_days BETWEEN 0 AND 3660),
        then_every TEXT CHECK (then_every IS NULL OR json_valid(then_every)),
        window_days INTEGER NOT NULL CHECK (window_days BETWEEN 0 AND 366),
        lead_days INTEGER NOT NULL CHECK (lead_days BETWEEN 0 AND 366),
        before_injection INTEGER NOT NULL CHECK (before_injection IN (0, 1))) STRICT""",
    f"""CREATE TABLE boxes (
        {ROW},
        product TEXT NOT NULL, substance TEXT,
        strength_ug_per_ml REAL CHECK (strength_ug_per_ml > 0),
        volume_ml REAL CHECK (volume_ml > 0),
        lot TEXT NOT NULL, {_date_or_null("expires")},
        ampoules INTEGER NOT NULL CHECK (ampoules BETWEEN 1 AND 1000),
        lost INTEGER NOT NULL CHECK (lost BETWEEN 0 AND ampoules),
        needles INTEGER CHECK (needles BETWEEN 0 AND 1000),
        syringes INTEGER CHECK (syringes BETWEEN 0 AND 1000),
        {_date_or_null("got_on")}, note TEXT NOT NULL) STRICT""",
)


@migrations()
def appointments_and_calendar(db: Database) -> None:
    """Appointments, and what was exported to a calendar."""
    for table in APPOINTMENTS_AND_CALENDAR:
        db.execute(table)


APPOINTMENTS_AND_CALENDAR = (
    f"""CREATE TABLE appointments (
        {ROW},
        {_date("on_date")}, with_whom TEXT NOT NULL,
        questions TEXT NOT NULL CHECK (json_valid(questions)), agreed TEXT NOT NULL) STRICT""",
    f"""CREATE TABLE exported_events (
        {ROW},
        uid TEXT NOT NULL, {_date("on_date")},
        sequence INTEGER NOT NULL CHECK (sequence >= 0),
        cancelled INTEGER NOT NULL CHECK (cancelled IN (0, 1))) STRICT""",
)
