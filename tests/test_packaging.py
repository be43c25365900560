"""What a software centre and a desktop are told agrees with the project itself."""

import shutil
import subprocess
import tomllib
from configparser import ConfigParser, SectionProxy
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

import b12tracker

ROOT = Path(b12tracker.__file__).parents[1]
PACKAGING = ROOT / "packaging"
APP_ID = "io.github.b12tracker.B12Tracker"
DESKTOP = PACKAGING / "b12tracker.desktop"
METAINFO = PACKAGING / f"{APP_ID}.metainfo.xml"

pytestmark = pytest.mark.skipif(not PACKAGING.is_dir(), reason="needs a checkout, not a wheel")


@pytest.fixture(name="project")
def the_project() -> dict[str, Any]:
    content = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project: dict[str, Any] = content["project"]
    return project


@pytest.fixture(name="desktop")
def the_desktop_entry() -> SectionProxy:
    parser = ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(DESKTOP.read_text(encoding="utf-8"))
    return parser["Desktop Entry"]


@pytest.fixture(name="metainfo")
def the_metainfo() -> ElementTree.Element:
    return ElementTree.parse(METAINFO).getroot()


def words(element: ElementTree.Element | None) -> str:
    assert element is not None
    return " ".join("".join(element.itertext()).split())


def run(*command: str | Path) -> None:
    tool = str(command[0])
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} is not installed here")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_folder_is_no_package() -> None:
    """It would hide the package of the same name that matplotlib imports."""
    assert not list(PACKAGING.rglob("__init__.py"))


def test_the_package_of_the_same_name_is_not_hidden() -> None:
    from packaging.version import Version

    assert Version(b12tracker.__version__) >= Version("0.1.0")


def test_the_desktop_entry_names_the_installed_command(
    desktop: SectionProxy, project: dict[str, Any]
) -> None:
    command, *arguments = desktop["Exec"].split()
    assert command in project["scripts"]
    assert arguments == ["%f"]
    assert desktop["Type"] == "Application"
    assert desktop["Terminal"] == "false"


def test_name_and_icon_agree(desktop: SectionProxy, metainfo: ElementTree.Element) -> None:
    assert desktop["Name"] == words(metainfo.find("name")) == "B12 Tracker"
    assert desktop["Icon"] == words(metainfo.find("icon")) == APP_ID
    assert words(metainfo.find("id")) == APP_ID
    assert words(metainfo.find("launchable")) == DESKTOP.name
    icon = ElementTree.parse(PACKAGING / f"{APP_ID}.svg").getroot()
    assert icon.get("width") == icon.get("height") == "128"


def test_the_newest_release_is_this_version(metainfo: ElementTree.Element) -> None:
    releases = metainfo.findall("releases/release")
    assert releases[0].get("version") == b12tracker.__version__
    dates = [date.fromisoformat(release.get("date", "")) for release in releases]
    assert dates == sorted(dates, reverse=True)


def test_the_licence_agrees(metainfo: ElementTree.Element, project: dict[str, Any]) -> None:
    licence = words(metainfo.find("project_license"))
    assert licence == project["license"]
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith(f"{licence} License")


def test_the_description_promises_no_more_than_the_program_does(
    metainfo: ElementTree.Element,
) -> None:
    told = words(metainfo.find("description"))
    assert "It records; it never prescribes." in told
    assert "never opens a network connection" in told
    assert "!" not in told
    assert metainfo.find("content_rating") is not None


def test_the_metainfo_leads_nowhere_that_does_not_exist(metainfo: ElementTree.Element) -> None:
    assert metainfo.find("url") is None


def test_the_desktop_entry_passes_its_validator() -> None:
    run("desktop-file-validate", "--no-hints", DESKTOP)


def test_the_metainfo_passes_its_validator() -> None:
    run("appstreamcli", "validate", "--no-net", METAINFO)


def test_the_spec_bundles_the_resources_where_the_program_looks_for_them() -> None:
    spec = (PACKAGING / "b12tracker.spec").read_text(encoding="utf-8")
    compile(spec, "b12tracker.spec", "exec")
    assert '"resources"), "b12tracker/resources")' in spec
    assert (PACKAGING / "launcher.py").is_file()
    for unwanted in ("pip", "tkinter"):
        assert f'"{unwanted}"' in spec


def test_the_wheel_puts_the_resources_where_the_program_looks_for_them() -> None:
    content = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = content["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["force-include"] == {"resources": "b12tracker/resources"}
