"""The files FHIR comes in, and files that mean harm: one sentence, and nothing is taken."""

import json
import time
import tracemalloc
import zipfile
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from b12tracker.sharing import fhir_limits, fhir_zip
from b12tracker.sharing.fhir_files import looks_like_fhir
from b12tracker.sharing.fhir_limits import MOST_RESOURCES
from b12tracker.sharing.logbook_json import SharingError
from tests.sharing.fhir_documents import a_document, sample
from tests.sharing.fhir_files_made import (
    SAMPLES,
    a_bundle,
    a_dose,
    a_file,
    a_lab,
    a_zip,
    coded,
    found_in,
    in_unit,
    taken,
)


def markers(found):
    return sorted(one.marker for one in found.facts.lab_results)


def test_one_resource_a_list_or_one_a_line_is_taken(tmp_path):
    iron = a_lab(id="2", code=coded("2276-4"), valueQuantity=in_unit(30, "ug/L"))
    lines = f"{json.dumps(a_lab())}\n\n{json.dumps(iron)}\n"
    assert markers(taken(a_file(tmp_path, json.dumps(a_lab())))) == ["b12_total"]
    assert markers(taken(a_file(tmp_path, lines, "bulk.ndjson"))) == ["b12_total", "ferritin"]
    assert markers(taken(a_file(tmp_path, json.dumps([a_lab(), iron])))) == [
        "b12_total",
        "ferritin",
    ]


def test_a_bundle_in_a_bundle_is_opened_and_a_byte_order_mark_is_no_harm(tmp_path):
    inner = json.loads(a_bundle(a_lab()))
    assert markers(taken(a_file(tmp_path, "\ufeff" + a_bundle(inner)))) == ["b12_total"]


def test_the_zip_of_apple_health_is_opened(tmp_path):
    """Each clinic has a number of its own for the one patient."""
    records = "apple_health_export/clinical-records"
    padding = "<Record value='1'/>\n" * 70_000
    health = f"""<HealthData>{padding}<ClinicalRecord type="x" sourceName="St Mary &amp; Co &gt; 1"
      resourceFilePath="/clinical-records/Observation-1.json"/>{padding}</HealthData>"""
    path = a_zip(
        tmp_path,
        {
            "apple_health_export/export.xml": health,
            "apple_health_export/export_cda.xml": health.replace("St Mary", "Nobody"),
            "apple_health_export/electrocardiograms/1.csv": "Name,Ada",
            "apple_health_export/workouts.json": "no FHIR",
            f"{records}/Observation-1.json": json.dumps(a_lab(subject={"reference": "Patient/a"})),
            f"{records}/Patient-1.json": json.dumps({"resourceType": "Patient", "id": "a"}),
            f"{records}/Patient-2.json": json.dumps({"resourceType": "Patient", "id": "b"}),
            f"{records}/MedicationAdministration-1.json": json.dumps(a_dose()),
        },
    )
    found = taken(path)
    assert markers(found) == ["b12_total"]
    assert found.facts.lab_results[0].laboratory == "St Mary & Co > 1"
    assert len(found.facts.injections) == 1
    assert looks_like_fhir(path)


@pytest.mark.parametrize("piece", range(90, 400, 17))
def test_the_clinics_are_found_wherever_a_piece_ends(tmp_path, monkeypatch, piece):
    monkeypatch.setattr(fhir_zip, "PIECE", piece)
    record = '<ClinicalRecord a=">" sourceName="Clinic {0}" resourceFilePath="/r/{0}.json"/>'
    names = range(6)
    health = "<Record/>".join(record.format(name) for name in names)
    labs = {f"clinical-records/{name}.json": json.dumps(a_lab(id=str(name))) for name in names}
    found = taken(a_zip(tmp_path, {"export.xml": health, **labs})).facts.lab_results
    assert [one.laboratory for one in found] == [f"Clinic {name}" for name in names]


def test_a_file_is_known_by_what_it_holds(tmp_path):
    assert looks_like_fhir(SAMPLES / "stu3_b12_labs.json")
    assert looks_like_fhir(a_file(tmp_path, '{"resourceType": "Bundle", "entry": ['))
    ours = '{"format": "b12tracker-logbook", "note": "\\"resourceType\\""}'
    assert not looks_like_fhir(a_file(tmp_path, ours))
    assert not looks_like_fhir(a_zip(tmp_path, {"injections.csv": "", "export.json": ""}))
    assert not looks_like_fhir(a_file(tmp_path, b"PK\x05\x06" + b"\x01" * 18))


def whole_bundle():
    return (SAMPLES / "stu3_b12_labs.json").read_text()


HOSTILE = {
    "empty": "",
    "cut in half": whole_bundle()[:90_000],
    "a line cut in half": f"{json.dumps(a_lab())}\n{json.dumps(a_lab())[:50]}",
    "a number": "7",
    "an empty list": "[]",
    "nothing of FHIR": '{"patient": "Ada"}',
    "a type that is no text": '{"resourceType": ["Bundle"]}',
    "an endless number": '{"resourceType": "Observation", "valueQuantity": {"value": NaN}}',
    "a number of many digits": '{"resourceType": "Bundle", "total": ' + "9" * 6000 + "}",
    "one thing said twice": '{"resourceType": "Observation", "resourceType": "Bundle"}',
    "nested deeply": "[" * 200_000 + "]" * 200_000,
    "objects nested deeply": '{"resourceType":' * 100_000,
    "entries that are no list": '{"resourceType": "Bundle", "entry": {"resource": 1}}',
    "not in UTF-8": b"\xff\xfe{\x00}\x00",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "half a zip": b"PK\x03\x04" + bytes(200),
    "all of it refused": a_bundle(a_lab(status="cancelled"), a_lab(valueQuantity=7)),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_refused_in_one_sentence(tmp_path, kind):
    with pytest.raises(SharingError) as refused:
        taken(a_file(tmp_path, HOSTILE[kind]))
    sentence = str(refused.value)
    assert sentence
    assert "\n" not in sentence
    assert len(sentence) <= 400


def test_a_file_of_200_mb_is_refused_without_reading_it(tmp_path):
    path = tmp_path / "portal.json"
    with path.open("wb") as file:
        file.write(b'{"resourceType": "Bundle", "entry": [')
        file.truncate(200_000_000)
    began = time.monotonic()
    with pytest.raises(SharingError, match="more than the 64 MB"):
        taken(path)
    assert time.monotonic() - began < 0.5


def test_a_bomb_in_a_zip_is_never_unpacked(tmp_path, monkeypatch):
    for room in (fhir_zip, fhir_limits):
        monkeypatch.setattr(room, "LARGEST", fhir_limits.MEGABYTE)
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack:
        for place, megabytes in enumerate((1, 30)):
            with pack.open(f"clinical-records/{place}.json", "w") as file:
                file.write(json.dumps(a_lab()).encode())
                file.write(b" " * 900_000 * megabytes)
    assert path.stat().st_size < 50_000
    tracemalloc.start()
    with pytest.raises(SharingError, match="more than the 1 MB"):
        taken(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8 * fhir_limits.MEGABYTE


def test_more_resources_than_anybody_has_are_refused(tmp_path):
    text = '{"resourceType": "Bundle", "entry": [' + "{}," * MOST_RESOURCES + "{}]}"
    with pytest.raises(SharingError, match="more than 200,000 records"):
        taken(a_file(tmp_path, text))


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 255)), min_size=1, max_size=3))
def test_a_zip_with_any_byte_spoiled_is_never_a_crash(tmp_path, spoiled):
    content = bytearray(a_zip(tmp_path, {"1.json": json.dumps(a_lab()), "a.xml": ""}).read_bytes())
    for place, byte in spoiled:
        content[place % len(content)] = byte
    path = a_file(tmp_path, bytes(content), "spoiled.zip")
    looks_like_fhir(path)
    with suppress(SharingError):
        taken(path)


SPOILED_ZIPS = {
    "what is packed": (b"PK\x03\x04", 60, 7),
    "a password asked for": (b"PK\x01\x02", 8, 1),
    "packed in another way": (b"PK\x01\x02", 10, 99),
    "a list that is nowhere": (b"PK\x05\x06", 19, 255),
}
"""A byte to put at so many bytes after a mark."""


@pytest.mark.parametrize("spoiled", SPOILED_ZIPS)
def test_a_zip_that_cannot_be_opened_is_refused(tmp_path, spoiled):
    path = a_zip(tmp_path, {"clinical-records/1.json": json.dumps(a_lab()) * 20})
    mark, after, byte = SPOILED_ZIPS[spoiled]
    content = bytearray(path.read_bytes())
    content[content.index(mark) + after] = byte
    path.write_bytes(content)
    with pytest.raises(SharingError, match="The zip file is damaged"):
        taken(path)


def test_a_zip_without_records_is_refused(tmp_path):
    with pytest.raises(SharingError, match="no FHIR records"):
        taken(a_zip(tmp_path, {"export.xml": ""}))


LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-5, 5)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(["", "2026-01-01", "#a", "urn:uuid:x", "mg", "\ud800", "laboratory"])
)
KEYS = st.sampled_from(["coding", "code", "system", "value", "text", "reference", "extension"])


def holding(inner):
    """Draw a value, or a list or an object of values."""
    return inner | st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=3)


ANYTHING = holding(holding(holding(LEAVES)))
FULL_LAB = a_lab(
    identifier=[{"value": "1"}],
    performer=[{"reference": "#o"}],
    contained=[{"resourceType": "Organization", "id": "o", "name": "Lab"}],
    referenceRange=[{"low": {"value": 1}, "type": coded("normal")}],
    interpretation=[coded("L")],
    component=[{"code": coded("718-7"), "valueQuantity": in_unit(13, "g/dL")}],
    note=[{"text": "x"}],
    extension=[{"url": "x"}],
    method={"text": "x"},
    partOf=[{"reference": "x"}],
    hasMember=[{"reference": "x"}],
    subject={"reference": "Patient/1"},
)
FULL_DOSE = a_dose(
    identifier=[{"value": "1"}],
    performer=[{"actor": {"reference": "Patient/1"}, "function": {"text": "x"}}],
    contained=[{"resourceType": "Medication", "id": "m", "batch": {"lotNumber": "x"}}],
    supportingInformation=[{"reference": "#m"}],
    statusReason=[{"text": "x"}],
    note=[{"text": "x"}],
    _effectiveDateTime={"extension": [{"url": "x"}]},
    notGiven=False,
)


@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sampled_from([FULL_LAB, FULL_DOSE]), st.data())
def test_wrong_types_anywhere_are_refused_and_never_a_crash(tmp_path, whole, data):
    key = data.draw(st.sampled_from(sorted(whole)))
    spoiled = whole | {key: data.draw(ANYTHING)}
    fine = a_lab(id="fine", code=coded("787-2"), valueQuantity=in_unit(98, "fL"))
    if isinstance(spoiled.get("subject"), dict):
        spoiled.pop("subject")
    found = found_in(tmp_path, spoiled, fine)
    assert "mcv" in markers(found)
    for fact in found.facts.entries:
        repr(fact).encode()


def test_our_own_document_is_cut_anywhere_without_harm(tmp_path):
    text = a_document(sample())
    for part in range(1, 10):
        with pytest.raises(SharingError):
            taken(a_file(tmp_path, text[: len(text) * part // 10]))
