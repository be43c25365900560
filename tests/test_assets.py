"""The facts of medicine that come with the program: codes, conversions, names and sources."""

import shutil
import tomllib
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from b12tracker import assets
from b12tracker.domain.injection import Route, Site, Substance
from b12tracker.domain.markers import LabUnit, Marker
from b12tracker.domain.symptoms import WORST

MARKERS = [
    "b12_total", "b12_active", "mma", "homocysteine", "hemoglobin", "hematocrit", "mcv", "rbc",
    "platelets", "retic_abs", "retic_pct", "folate", "ferritin", "potassium", "creatinine", "egfr",
]  # fmt: skip
SYMPTOMS = [
    "fatigue", "weakness",
    "breathless", "palpitations", "dizzy", "headache", "pale",
    "tingling", "numbness", "balance", "gait", "muscle_weakness", "vision", "nerve_pain",
    "memory", "concentration", "low_mood", "anxiety", "irritable", "sleep",
    "sore_tongue", "mouth_ulcers", "appetite", "nausea", "diarrhoea",
    "tinnitus",
]  # fmt: skip
GROUPS = ["energy", "blood", "nerves", "mind", "mouth and gut", "other"]
REACTIONS = [
    "site_reaction", "itch", "rash", "acne", "urticaria", "swelling_face", "wheeze", "anaphylaxis",
    "flush", "se_nausea", "se_headache", "se_dizzy", "tremor", "red_urine", "arrhythmia",
]  # fmt: skip
ICONS = [
    "chevron",
    "overview", "diary", "plan", "review", "injection", "symptoms", "lab", "undo", "redo", "edit",
    "delete", "add", "search", "calendar", "help",
]  # fmt: skip
KINDS = [
    ("markers", "marker"),
    ("symptoms", "symptom"),
    ("symptoms", "reaction"),
    ("sites", "site"),
    ("substances", "substance"),
    ("substances", "route"),
    ("recovery", "recovery"),
]
NOT_TO_SHIP = {
    "190634004",  # B12 or folic acid deficiency: public sources disagree
    "398979000",  # pallor: never read with its name
    "60862001",  # tinnitus: never read with its name
    "46862004",  # buttock: never read with its name
}
MOLAR_MASSES = {  # g/mol, from the formula
    "b12_total": 1355.39,  # cyanocobalamin C63H88CoN14O14P
    "mma": 118.09,  # C4H6O4
    "homocysteine": 135.18,  # C4H9NO2S
    "hemoglobin": 16114.5,  # one haem with its chain
    "folate": 441.40,  # folic acid C19H19N7O6
    "ferritin": 445_000.0,  # conventional
    "creatinine": 113.12,  # C4H7N3O
}
GRAMS_PER_LITRE = {
    "pg/mL": 1e-9, "ng/L": 1e-9, "ng/mL": 1e-6, "ug/L": 1e-6, "mg/L": 1e-3, "mg/dL": 1e-2,
    "g/L": 1.0, "g/dL": 10.0,
}  # fmt: skip
MOLES_PER_LITRE = {"pmol/L": 1e-12, "nmol/L": 1e-9, "umol/L": 1e-6, "mmol/L": 1e-3}


def raw(file: str) -> dict[str, Any]:
    return tomllib.loads(assets.resource("clinical", f"{file}.toml").read_text(encoding="utf-8"))


def entries(file: str, kind: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = raw(file)[kind]
    return found


def check_digit_holds(loinc: str) -> bool:
    """Luhn, mod 10: from the right, every other digit doubled, starting with the last."""
    number, digit = loinc.split("-")
    doubled = [int(n) * (2 if place % 2 == 0 else 1) for place, n in enumerate(reversed(number))]
    total = sum(n // 10 + n % 10 for n in doubled)
    return (10 - total % 10) % 10 == int(digit)


def si_factor(marker: str, unit: LabUnit) -> float:
    """How many moles a litre one of this unit is."""
    if unit.ucum in MOLES_PER_LITRE:
        return MOLES_PER_LITRE[unit.ucum]
    return GRAMS_PER_LITRE[unit.ucum] / MOLAR_MASSES[marker]


def same_mass(marker: Marker) -> bool:
    """The factors of the marker agree with its molar mass within one in a hundred."""
    canonical = si_factor(marker.key, marker.units[0])
    return all(
        unit.factor == pytest.approx(si_factor(marker.key, unit) / canonical, rel=0.01)
        for unit in marker.units
    )


MARKER = assets.catalogue().marker
EVERY_UNIT = [(m, u) for m in assets.catalogue().markers for u in m.units]
UNIT_NAMES = [f"{m.key}-{u.ucum}" for m, u in EVERY_UNIT]


# Where the files lie


def test_the_files_are_found() -> None:
    assert assets.resource("clinical", "markers.toml").is_file()
    assert assets.resource("logo.svg").is_file()


def test_files_inside_the_package_come_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "b12tracker"
    package.mkdir()
    monkeypatch.setattr(assets, "PACKAGE", package)
    assert assets.resource("logo.svg") == tmp_path / "resources" / "logo.svg"
    shutil.copytree(tmp_path, package / "resources", ignore=shutil.ignore_patterns("b12tracker"))
    assert assets.resource("logo.svg") == package / "resources" / "logo.svg"


def test_the_sample_story_is_read() -> None:
    assert "invented" in assets.sample_story()["patient"]["name"]


# Icons


@pytest.mark.parametrize(("theme", "colour"), [("light", "#5c5752"), ("dark", "#b8b2aa")])
def test_every_icon_is_there_in_both_themes(theme: str, colour: str) -> None:
    files = list(assets.resource("icons", theme).glob("*.svg"))
    assert {file.stem for file in files} == set(ICONS)
    for file in files:
        drawing = ElementTree.parse(file).getroot()
        assert drawing.get("viewBox") == "0 0 24 24"
        assert drawing.get("stroke") == colour
        assert drawing.get("stroke-width") == "1.75"


# Codes


@pytest.mark.parametrize("key", MARKERS)
def test_every_loinc_code_passes_its_check_digit(key: str) -> None:
    assert MARKER[key].loinc
    for code in MARKER[key].loinc:
        assert check_digit_holds(code), code


@pytest.mark.parametrize("code", ["14685-3", "5140-4"])
def test_codes_seen_in_the_wild_that_are_wrong_fail_the_check(code: str) -> None:
    assert not check_digit_holds(code)


def test_no_loinc_code_belongs_to_two_markers() -> None:
    codes = [code for marker in MARKER.values() for code in marker.loinc]
    assert len(codes) == len(set(codes))


def test_the_code_of_a_unit_is_one_of_its_marker_and_of_the_right_kind() -> None:
    for marker in entries("markers", "marker"):
        coded = [unit for unit in marker["units"] if "loinc" in unit]
        assert {unit["loinc"] for unit in coded} <= set(marker["loinc"])
        amount = {u["loinc"] for u in coded if "mol" in u["ucum"] or "eq" in u["ucum"]}
        mass = {u["loinc"] for u in coded if u["ucum"] in GRAMS_PER_LITRE}
        assert not amount & mass, marker["key"]


@pytest.mark.parametrize(("file", "kind"), KINDS)
def test_a_snomed_code_stands_only_where_it_was_read(file: str, kind: str) -> None:
    for entry in entries(file, kind):
        code = entry.get("snomed", "")
        assert code not in NOT_TO_SHIP
        assert not code or entry["evidence"] in {"verified", "secondary"}


def snomed_codes() -> set[str]:
    everything = [entry for file, kind in KINDS for entry in entries(file, kind)]
    return {entry["snomed"] for entry in everything if "snomed" in entry}


def verhoeff_holds(code: str) -> bool:
    """The check digit of SNOMED CT: Verhoeff's dihedral scheme, written from its definition."""
    turn, total = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4), 0
    for place, digit in enumerate(reversed(code)):
        number = int(digit)
        for _ in range(place % 8):
            number = turn[number]
        total = dihedral(total, number)
    return total == 0


def dihedral(a: int, b: int) -> int:
    """Multiply in the dihedral group of the pentagon: 0-4 turns, 5-9 turns and a flip."""
    turned = (a + b if a < 5 else a - b) % 5
    return turned + 5 * ((a < 5) != (b < 5))


@pytest.mark.parametrize("code", sorted(snomed_codes()))
def test_every_snomed_code_passes_its_check_digit(code: str) -> None:
    assert verhoeff_holds(code)
    slipped = code[:-1] + str((int(code[-1]) + 1) % 10)
    assert not verhoeff_holds(slipped)


# Conversions


@pytest.mark.parametrize("key", MARKERS)
def test_the_canonical_unit_comes_first_and_has_the_factor_one(key: str) -> None:
    units = MARKER[key].units
    assert units[0].factor == 1
    assert len({unit.ucum for unit in units}) == len(units)


@pytest.mark.parametrize(("marker", "unit"), EVERY_UNIT, ids=UNIT_NAMES)
def test_a_conversion_there_and_back_gives_the_value(marker: Marker, unit: LabUnit) -> None:
    for other in marker.units:
        there = marker.convert(123.4, unit.ucum, other.ucum)
        assert marker.convert(there, other.ucum, unit.ucum) == pytest.approx(123.4, rel=1e-12)


@pytest.mark.parametrize("key", MOLAR_MASSES)
def test_factors_agree_with_molar_masses(key: str) -> None:
    assert len(MARKER[key].units) > 1
    assert same_mass(MARKER[key])


def test_a_factor_two_in_a_hundred_off_would_be_noticed() -> None:
    folate = MARKER["folate"]
    off = replace(folate.units[1], factor=folate.units[1].factor * 1.02)
    assert not same_mass(replace(folate, units=(folate.units[0], off)))


@pytest.mark.parametrize(
    ("key", "value", "unit", "to", "expected"),
    [
        ("b12_total", 180, "ng/L", "pmol/L", 133),
        ("b12_total", 350, "pg/mL", "pmol/L", 258),
        ("mma", 0.45, "umol/L", "nmol/L", 450),
        ("hemoglobin", 13.5, "g/dL", "g/L", 135),
        ("hematocrit", 0.42, "L/L", "%", 42),
        ("rbc", 4.8, "10*6/uL", "10*12/L", 4.8),
        ("platelets", 250_000, "/uL", "10*9/L", 250),
        ("retic_abs", 60, "10*3/uL", "10*9/L", 60),
        ("potassium", 4.1, "meq/L", "mmol/L", 4.1),
        ("creatinine", 0.9, "mg/dL", "umol/L", 79.6),
    ],
)
def test_conversions_known_from_reports(
    key: str, value: float, unit: str, to: str, expected: float
) -> None:
    assert MARKER[key].convert(value, unit, to) == pytest.approx(expected, rel=0.01)


# Ranges and limits


@pytest.mark.parametrize("entry", entries("markers", "marker"), ids=MARKERS)
def test_a_published_range_has_ends_in_order_a_known_unit_and_a_source(
    entry: dict[str, Any],
) -> None:
    marker, sources = MARKER[entry["key"]], raw("markers")["sources"]
    for published in entry["ranges"]:
        assert published.get("low", 0) < published.get("high", float("inf"))
        assert {"low", "high"} & set(published)
        assert published.get("sex") in {None, "male", "female"}
        assert marker.unit(published["unit"])
        assert sources[published["source"]]


@pytest.mark.parametrize("entry", entries("markers", "marker"), ids=MARKERS)
def test_published_ranges_lie_within_the_soft_limits_and_those_within_the_hard(
    entry: dict[str, Any],
) -> None:
    marker, soft, hard = MARKER[entry["key"]], entry["soft"], entry["hard"]
    assert soft["unit"] == hard["unit"] == marker.units[0].ucum
    assert hard["low"] < soft["low"] < soft["high"] < hard["high"]
    ends = [
        marker.convert(published[end], published["unit"], soft["unit"])
        for published in entry["ranges"]
        for end in ("low", "high")
        if published.get(end)
    ]
    assert all(soft["low"] <= end <= soft["high"] for end in ends)


@pytest.mark.parametrize(
    ("key", "slip"),
    [
        ("hemoglobin", 11.2),
        ("hemoglobin", 1350),
        ("mma", 0.45),
        ("hematocrit", 0.36),
        ("platelets", 250_000),
        ("creatinine", 0.9),
    ],
)
def test_the_slip_of_a_unit_leaves_the_soft_limits(key: str, slip: float) -> None:
    soft = next(entry["soft"] for entry in entries("markers", "marker") if entry["key"] == key)
    assert not soft["low"] <= slip <= soft["high"]


@pytest.mark.parametrize("entry", entries("markers", "marker"), ids=MARKERS)
def test_ranges_and_limits_are_handed_on_as_they_stand(entry: dict[str, Any]) -> None:
    marker, sources = MARKER[entry["key"]], raw("markers")["sources"]
    assert [
        {"low": one.low, "high": one.high, "unit": one.unit, "sex": one.sex, "source": one.source}
        for one in marker.ranges
    ] == [
        {
            "low": one.get("low"),
            "high": one.get("high"),
            "unit": one["unit"],
            "sex": one.get("sex"),
            "source": sources[one["source"]],
        }
        for one in entry["ranges"]
    ]
    for limits, kind in ((marker.soft, "soft"), (marker.hard, "hard")):
        assert limits
        assert (limits.low, limits.high) == (entry[kind]["low"], entry[kind]["high"])
    assert marker.note == entry.get("note", "")
    assert marker.copying == entry.get("copying", "")
    assert [unit.loinc for unit in marker.units] == [u.get("loinc", "") for u in entry["units"]]


def test_what_a_marker_is_read_with_is_known() -> None:
    assert MARKER["mma"].beside == ("creatinine", "egfr")
    assert {key for marker in MARKER.values() for key in marker.beside} <= set(MARKER)


# Lists, names and sources


def test_the_markers_are_the_ones_expected() -> None:
    assert [marker.key for marker in assets.catalogue().markers] == MARKERS


def test_only_b12_itself_rises_on_treatment() -> None:
    rising = {marker.key for marker in MARKER.values() if marker.rises_on_treatment}
    assert rising == {"b12_total", "b12_active"}


def test_the_symptoms_are_the_ones_expected_group_by_group() -> None:
    symptoms = assets.catalogue().symptoms
    assert [symptom.key for symptom in symptoms] == SYMPTOMS
    groups = [symptom.group for symptom in symptoms]
    changes = [groups[0], *(b for a, b in pairwise(groups) if a != b)]
    assert changes == GROUPS


def test_the_reactions_are_the_ones_expected_and_the_grave_ones_are_marked() -> None:
    assert [reaction.key for reaction in assets.reactions()] == REACTIONS
    flags = {r.key: r.red_flag for r in assets.reactions() if r.red_flag}
    emergencies = dict.fromkeys(
        ("urticaria", "swelling_face", "wheeze", "anaphylaxis"), "emergency"
    )
    assert flags == {**emergencies, "arrhythmia": "urgent"}
    symptoms = {s.key: s.red_flag for s in assets.catalogue().symptoms if s.red_flag}
    assert symptoms == dict.fromkeys(("gait", "muscle_weakness", "vision"), "soon")


def test_the_advice_says_what_to_do_and_where_it_comes_from() -> None:
    advice = assets.advice()
    assert "emergency services now" in advice.emergency
    assert "today" in advice.urgent
    assert "potassium" in advice.early
    assert 2 <= advice.early_days <= 31  # the label speaks of 48 hours
    assert "hydroxocobalamin" in advice.source


def test_reactions_have_short_words_for_a_sentence() -> None:
    shorts = [reaction.short for reaction in assets.reactions()]
    assert len(set(shorts)) == len(shorts)
    assert all(short == short.lower() and len(short) < 40 for short in shorts)


@pytest.mark.parametrize(("file", "kind"), KINDS)
def test_every_entry_has_a_source_and_says_how_well_it_was_checked(file: str, kind: str) -> None:
    sources = raw(file)["sources"]
    for entry in entries(file, kind):
        assert entry["source"], entry
        assert set(entry["source"]) <= set(sources), entry
        assert entry["evidence"] in {"verified", "secondary", "judgement", "none"}


@pytest.mark.parametrize("file", ["markers", "symptoms", "sites", "substances", "recovery"])
def test_no_source_is_listed_in_vain(file: str) -> None:
    content = raw(file)
    tables = [e for name, kind in KINDS if name == file for e in content[kind]]
    used = {key for entry in tables for key in entry["source"]}
    used |= set(content.get("scale", {}).get("source", ()))
    used |= {r["source"] for entry in tables for r in entry.get("ranges", [])}
    assert used == set(content["sources"])


def test_sources_reach_the_reader_spelled_out() -> None:
    assert "LOINC 2.67" in MARKER["mma"].source
    spelled_out = [
        *(marker.source for marker in assets.catalogue().markers),
        *(symptom.source for symptom in assets.catalogue().symptoms),
        *(reaction.source for reaction in assets.reactions()),
        *(site.source for site in assets.sites()),
        *(substance.source for substance in assets.substances().values()),
        *(route.source for route in assets.routes().values()),
        *(one.source for one in assets.recovery()),
        assets.scale_source(),
    ]
    assert min(map(len, spelled_out)) > 15


@pytest.mark.parametrize(("file", "kind"), KINDS)
def test_keys_and_names_are_unique(file: str, kind: str) -> None:
    for field in ("key", "code", "name", "short"):
        values = [entry[field] for entry in entries(file, kind) if field in entry]
        assert len(values) == len(set(values)), field


def test_notes_are_one_sentence() -> None:
    for entry in entries("markers", "marker"):
        for note in (entry.get("note", ""), entry.get("copying", "")):
            assert note.endswith(".") == bool(note)
            assert ". " not in note


def test_every_site_has_a_name_and_every_name_a_site() -> None:
    assert {site.code for site in assets.sites()} == set(Site)
    assert all(site.routes for site in assets.sites())


def test_left_and_right_are_told_apart() -> None:
    """HL7 codes begin with the side; so must the words."""
    for site in assets.sites():
        side = {"L": "left", "R": "right"}[site.code[0]]
        assert site.name.lower().startswith(side)
        assert site.short.startswith(side)


def test_every_substance_has_a_name_and_every_name_a_substance() -> None:
    assert set(assets.substances()) == set(Substance)
    without = {code for code, substance in assets.substances().items() if not substance.atc}
    assert without == {Substance.OTHER}


def test_every_route_has_a_name_and_every_name_a_route() -> None:
    assert {code: route.name for code, route in assets.routes().items()} == {
        Route.INTRAMUSCULAR: "Into a muscle (IM)",
        Route.SUBCUTANEOUS: "Under the skin (SC)",
    }


def test_the_scale_of_severity_is_the_one_its_source_describes() -> None:
    scale = raw("symptoms")["scale"]
    assert (scale["none"], scale["worst"]) == (0, WORST)
    assert "Edmonton Symptom Assessment System" in assets.scale_source()


def test_what_recovers_early_comes_first_and_nerves_promise_nothing() -> None:
    told = {one.key: one for one in assets.recovery()}
    assert list(told) == [
        "well_being", "young_cells", "haemoglobin", "blood_count", "nerves", "spinal_cord",
    ]  # fmt: skip
    assert "about eight weeks" in told["blood_count"].when
    assert "may not recover fully" in told["nerves"].when
    assert all(one.when.endswith(".") and "https://" in one.source for one in told.values())
