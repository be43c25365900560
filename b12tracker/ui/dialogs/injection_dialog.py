"""Which injection was given?"""

from dataclasses import replace
from datetime import date, time

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QWidget

from b12tracker.domain.injection import (
    GivenBy,
    Injection,
    Route,
    Site,
    Substance,
    latest,
    longest_rested_site,
)
from b12tracker.domain.judgement import PlannedDose
from b12tracker.ui import labels
from b12tracker.ui.site_words import site_short
from b12tracker.ui.widgets.date_field import DateField
from b12tracker.ui.widgets.fields import Choice, DoseField, line
from b12tracker.ui.widgets.medicine_fields import route_choice, site_choice, substance_choice
from b12tracker.ui.widgets.pieces import button

from .question import Question, muted

TOP_UP = "top_up"

MATCHED = "The dose that the plan finds for it"


class InjectionDialog(Question[Injection]):
    """Asks for one injection; only the date is required.

    Args:
        known: the injections logged so far, for *same as last time* and for asking about a second
            one on the same day.
        doses: the planned doses it could be said to count for.
        injection: the one to correct; None to log a new one.
        day: the date to start with, where the user has already pointed at one.
    """

    def __init__(
        self,
        parent: QWidget | None,
        today: date,
        known: tuple[Injection, ...] = (),
        doses: tuple[PlannedDose, ...] = (),
        injection: Injection | None = None,
        day: date | None = None,
    ) -> None:
        new = injection is None
        super().__init__(
            parent,
            "Log injection" if new else "Change injection",
            "Log injection" if new else "Save",
        )
        self._today, self._known, self._before = today, known, injection
        self._second_asked = False
        self._doses = doses
        self.day = DateField("Date of the injection", today)
        self.dose = DoseField()
        self.substance, self.route, self.site = substance_choice(), route_choice(), site_choice()
        self.about = QCheckBox("I am not sure of the date: about then")
        self.given_at = line("Time of day", hint="such as 08:30")
        self.given_by = Choice("Given by", list(labels.GIVEN_BY.items()))
        self.counts = Choice("Counts for", [], nothing=MATCHED)
        self.lot = line("Lot (batch) on the ampoule")
        self.note = QPlainTextEdit()
        self.note.setAccessibleName("Note")
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(self.fontMetrics().height() * 4)
        self._lay_out()
        self._show(injection or Injection(day or today))
        self.day.set_date(injection.given_on if injection else day)
        self.day.changed.connect(self._ask_again)
        self.day.changed.connect(self._offer_doses)
        self._offer_doses()
        if injection:
            self.keep_untouched(injection)
        self.day.setFocus()

    def read(self) -> Injection:
        """Return the injection that the fields describe."""
        given_on = self.read_field(self.day, lambda: self.day.date)
        self._ask_about_a_second(given_on)
        return replace(
            self._before or Injection(given_on),
            given_on=given_on,
            about=self.about.isChecked(),
            given_at=self.read_field(self.given_at, self._time),
            dose_ug=self.read_field(self.dose, self._checked_dose),
            substance=self.substance.chosen(Substance),
            route=self.route.chosen(Route),
            site=self.site.chosen(Site),
            lot=self.lot.text().strip(),
            given_by=self.given_by.chosen(GivenBy),
            top_up=self.counts.chosen(str) == TOP_UP,
            counts_for=self._counts_for(),
            note=self.note.toPlainText().strip(),
        )

    def _lay_out(self) -> None:
        self.ask("&Date", self.day)
        last = latest(self._known, self._today)
        if last and self._before is None:
            same = button("&Same as last time", self._same_as_last)
            said = " · ".join(filter(None, [labels.injection_text(last), site_short(last.site)]))
            self.form.addWidget(same, 0, Qt.AlignmentFlag.AlignLeft)
            self.form.addWidget(muted(f"Last time: {said}, {labels.short_day(last.given_on)}"))
            self.form.addSpacing(8)
        self.ask("D&ose", self.dose)
        self.ask("S&ubstance", self.substance)
        self.ask("&Route", self.route)
        self.ask("S&ite", self.site)
        more = "&More: time, lot, who gave it, note"
        column = self.more(more, open_it=self._says_more())
        column.addWidget(self.about)
        column.addSpacing(8)
        self.ask("&Time", self.given_at, column)
        self.ask("&Given by", self.given_by, column)
        self.ask("&Lot", self.lot, column)
        self.ask("&Counts for", self.counts, column)
        self.ask("&Note", self.note, column)
        self.form.addStretch(1)

    def _says_more(self) -> bool:
        """Whether the injection to correct holds something that few people need."""
        before = self._before
        return before is not None and any(
            (before.about, before.given_at, before.lot, before.note, self._said_before())
        )

    def _show(self, injection: Injection) -> None:
        self.about.setChecked(injection.about)
        self.given_at.setText(f"{injection.given_at:%H:%M}" if injection.given_at else "")
        self.dose.set_dose(injection.dose_ug)
        self.substance.choose(injection.substance)
        self.route.choose(injection.route)
        self.site.choose(injection.site)
        self.lot.setText(injection.lot)
        self.given_by.choose(injection.given_by)
        self.note.setPlainText(injection.note)

    def _same_as_last(self) -> None:
        """Fill in what the last injection had, and the site that has rested longest."""
        last = latest(self._known, self._today)
        if last is None:
            return
        site = longest_rested_site(self._known, self._today)
        same = replace(last, about=self.about.isChecked(), given_at=None, note="", site=site)
        self._show(same)
        self.do_it.setFocus()

    def _offer_doses(self) -> None:
        """Offer the planned doses within two intervals of the date; what was chosen stays so."""
        chosen = self.counts.chosen(str) or self._said_before()
        self.counts.clear()
        self.counts.addItem(MATCHED, None)
        self.counts.addItem("No planned dose: a top-up", TOP_UP)
        for dose in self._doses_around():
            status = labels.STATUS[dose.status]
            words = f"The dose planned on {labels.short_day(dose.planned)} ({status})"
            self.counts.addItem(words, dose.planned.isoformat())
        if chosen and chosen != TOP_UP and self.counts.findData(chosen) < 0:
            self.counts.addItem(f"The dose planned on {chosen}", chosen)
        self.counts.choose(chosen)

    def _said_before(self) -> str | None:
        """Return what the user said before about what the injection counts for."""
        before = self._before
        if before is None:
            return None
        if before.top_up:
            return TOP_UP
        return before.counts_for.isoformat() if before.counts_for else None

    def _doses_around(self) -> list[PlannedDose]:
        try:
            day = self.day.date
        except ValueError:
            return []
        return [
            dose
            for dose in self._doses
            if abs((dose.planned - day).days) <= 2 * dose.slot.interval_days
        ]

    def _counts_for(self) -> date | None:
        chosen = self.counts.chosen(str)
        return None if chosen in (None, TOP_UP) else date.fromisoformat(chosen)

    def _time(self) -> time | None:
        typed = self.given_at.text().strip().replace(".", ":")
        if not typed:
            return None
        try:
            hour, minute = (int(part) for part in typed.split(":"))
            return time(hour, minute)
        except ValueError:
            raise ValueError("A time of day is written like 08:30.") from None

    def _checked_dose(self) -> float | None:
        return Injection(self._today, dose_ug=self.dose.dose_ug).dose_ug

    def _ask_again(self) -> None:
        self._second_asked = False

    def _ask_about_a_second(self, given_on: date) -> None:
        """Ask once before a second injection on one day is saved."""
        moved = self._before is None or self._before.given_on != given_on
        others = [one for one in self._known if one.given_on == given_on]
        if moved and others and not self._second_asked:
            self._second_asked = True
            day = labels.short_day(given_on)
            raise ValueError(
                f"An injection on {day} is logged already. Press the button again to log another."
            )
