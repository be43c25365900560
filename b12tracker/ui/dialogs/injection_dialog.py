"""Which injection was given?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget

from b12tracker.domain.facts import Facts
from b12tracker.domain.injection import GivenBy, Injection, Route, Site, Substance, latest
from b12tracker.domain.judgement import PlannedDose
from b12tracker.domain.stock import box_states
from b12tracker.ui import labels
from b12tracker.ui.reaction_words import is_early, warning
from b12tracker.ui.site_words import site_short
from b12tracker.ui.widgets.advice_panel import AdvicePanel
from b12tracker.ui.widgets.ampoule_fields import AmpouleFields
from b12tracker.ui.widgets.counts_for_field import CountsForField
from b12tracker.ui.widgets.date_field import DateField
from b12tracker.ui.widgets.fields import Choice, note_field
from b12tracker.ui.widgets.medicine_fields import route_choice
from b12tracker.ui.widgets.pieces import button
from b12tracker.ui.widgets.reactions_field import ReactionsField
from b12tracker.ui.widgets.site_field import SiteField
from b12tracker.ui.widgets.time_field import TimeField

from .question import Question, muted


class InjectionDialog(Question[Injection]):
    """Asks for one injection; only the date is required.

    Args:
        facts: what is logged so far: for *same as last time*, the places that have rested, the
            boxes, and for asking about a second injection on the same day.
        doses: the planned doses it could be said to count for.
        injection: the one to correct; None to log a new one.
        day: the date to start with, where the user has already pointed at one.
        choose_sites: asks which places on the body the patient uses and returns them.
    """

    def __init__(
        self,
        parent: QWidget | None,
        today: date,
        facts: Facts,
        doses: tuple[PlannedDose, ...] = (),
        injection: Injection | None = None,
        day: date | None = None,
        choose_sites: Callable[[], tuple[Site, ...]] | None = None,
    ) -> None:
        new = injection is None
        super().__init__(
            parent,
            "Log injection" if new else "Change injection",
            "Log injection" if new else "Save",
        )
        self._today, self._known, self._before = today, facts.injections, injection
        self._others = tuple(one for one in facts.injections if one != injection)
        self._second_asked = False
        self._make_fields(facts, doses, choose_sites)
        self._lay_out()
        self._show(injection or Injection(day or today))
        self.day.set_date(injection.given_on if injection else day)
        self._begin()
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
            given_at=self.read_field(self.given_at, lambda: self.given_at.time),
            dose_ug=self.read_field(self.dose, lambda: self.ampoule.dose_ug),
            substance=self.substance.chosen(Substance),
            route=self.route.chosen(Route),
            site=self.site.chosen,
            lot=self.lot.text().strip(),
            box=self.box.chosen(str),
            given_by=self.given_by.chosen(GivenBy),
            reactions=self.reactions.reactions,
            top_up=self.counts.top_up,
            counts_for=self.counts.counts_for,
            note=self.note.toPlainText().strip(),
        )

    def _make_fields(
        self,
        facts: Facts,
        doses: tuple[PlannedDose, ...],
        choose_sites: Callable[[], tuple[Site, ...]] | None,
    ) -> None:
        before = self._before
        self.day = DateField("Date of the injection", self._today)
        self.ampoule = AmpouleFields(box_states(facts.boxes, facts.injections), before)
        self.box, self.dose = self.ampoule.box, self.ampoule.dose
        self.substance, self.lot = self.ampoule.substance, self.ampoule.lot
        self.route = route_choice()
        self.site = SiteField(self._others, facts.patient.sites, self._today, choose_sites)
        self.reactions = ReactionsField()
        self.advice = AdvicePanel()
        self.about = QCheckBox("I am not sure of the date: about then")
        self.given_at = TimeField()
        self.given_by = Choice("Given by", list(labels.GIVEN_BY.items()))
        self.counts = CountsForField(doses, before)
        self.note = note_field()
        self._has_boxes = bool(facts.boxes or (before and before.box))

    def _lay_out(self) -> None:
        self.ask("&Date", self.day)
        self._offer_the_last()
        if self._has_boxes:
            self.ask("&Box", self.box)
        self.ask("D&ose", self.dose)
        self.ask("S&ubstance", self.substance)
        self.ask("&Route", self.route)
        self.ask("S&ite", self.site)
        before = self._before
        went = self.more("&How did it go?", open_it=bool(before and before.reactions))
        self.ask("Tick what followed the injection", self.reactions, went)
        self._lay_out_more()
        self.form.addStretch(1)
        self.below.insertWidget(0, self.advice)

    def _lay_out_more(self) -> None:
        more = "&More: time, lot, who gave it, note"
        column = self.more(more, open_it=self._says_more())
        column.addWidget(self.about)
        column.addSpacing(8)
        self.ask("&Time", self.given_at, column)
        self.ask("&Given by", self.given_by, column)
        self.ask("&Lot", self.lot, column)
        self.ask("&Counts for", self.counts, column)
        self.ask("&Note", self.note, column)

    def _offer_the_last(self) -> None:
        last = latest(self._known, self._today)
        if last and self._before is None:
            same = button("&Same as last time", self._same_as_last)
            said = " · ".join(filter(None, [labels.injection_text(last), site_short(last.site)]))
            self.form.addWidget(same, 0, Qt.AlignmentFlag.AlignLeft)
            self.form.addWidget(muted(f"Last time: {said}, {labels.short_day(last.given_on)}"))
            self.form.addSpacing(8)

    def _begin(self) -> None:
        """Offer what goes with the first date, and from now on with what the user says."""
        self._follow_the_date()
        self.ampoule.begin(self._day, fill=self._before is None)
        self.day.changed.connect(self._follow_the_date)
        self.route.currentIndexChanged.connect(self._offer_sites)
        self.reactions.changed.connect(self._warn)

    def _says_more(self) -> bool:
        """Whether the injection to correct holds something that few people need."""
        before = self._before
        return before is not None and any(
            (before.about, before.given_at, before.lot, before.note, self.counts.says_more)
        )

    def _show(self, injection: Injection) -> None:
        self.about.setChecked(injection.about)
        self.given_at.set_time(injection.given_at)
        self.ampoule.show(injection)
        self.route.choose(injection.route)
        self._offer_sites()
        self.site.choose(injection.site)
        self.given_by.choose(injection.given_by)
        self.reactions.set_reactions(injection.reactions)
        self.note.setPlainText(injection.note)

    def _same_as_last(self) -> None:
        """Fill in what the last injection had, and the place in turn.

        What is of one injection only stays as it was typed: its time, its lot, its note.
        """
        last = latest(self._known, self._today)
        if last is None:
            return
        self.ampoule.show(replace(last, lot=self.lot.text()))
        self.ampoule.fill()
        self.route.choose(last.route)
        self.given_by.choose(last.given_by)
        self._offer_sites()
        self.site.choose(self.site.rotation.proposed)
        self.do_it.setFocus()

    @property
    def _said_day(self) -> date | None:
        try:
            return self.day.date
        except ValueError:
            return None

    @property
    def _day(self) -> date:
        """The date as far as it is known: the one typed, else today."""
        return self._said_day or self._today

    def _follow_the_date(self) -> None:
        """Offer what depends on the date: boxes, places that have rested, planned doses."""
        self._second_asked = False
        self.box.offer(self._day)
        self._offer_sites()
        self._warn()
        self.counts.offer(self._said_day)

    def _offer_sites(self) -> None:
        self.site.offer(self.route.chosen(Route), self._day)

    def _warn(self) -> None:
        early = is_early(self._others, self._day)
        self.advice.say(warning(self.reactions.reactions, early=early))

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
