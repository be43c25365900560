"""The sentences about appointments: with whom, when, and how much there is to ask."""

from datetime import date

from b12tracker.domain.appointments import Appointment

from . import labels

NONE_COMING = "Add the next appointment, and collect here what you want to ask."


def title(appointment: Appointment) -> str:
    """Return “Appointment with Dr Osei”, or without a name where none is known."""
    whom = appointment.with_whom.strip()
    return f"Appointment with {whom}" if whom else "Appointment"


def reminder(appointment: Appointment, today: date) -> str:
    """Return “Appointment in 3 days with Dr Osei: 2 questions”."""
    whom = appointment.with_whom.strip()
    said = f"Appointment {labels.from_today((appointment.on - today).days)}"
    said += f" with {whom}" if whom else ""
    n = len(appointment.questions)
    return f"{said}: {labels.counted(n, 'question')}" if n else f"{said}: no questions yet"


def coming(appointment: Appointment, today: date) -> str:
    """Return “For the appointment with Dr Osei on Sunday 6 December, in 14 days”."""
    day = labels.long_day(appointment.on, today)
    said = labels.from_today((appointment.on - today).days)
    return f"For the a{title(appointment)[1:]} on {day}, {said}"


def asked(appointment: Appointment) -> str:
    """Return the questions, one a line, each with its number."""
    return "\n".join(f"{n}. {said}" for n, said in enumerate(appointment.questions, start=1))
