"""Words for boxes: what each is called, what is left, and how long they last."""

from datetime import date

from b12tracker import assets
from b12tracker.domain.stock import BoxState, Stock
from b12tracker.domain.supplies import Box

from . import labels


def box_name(box: Box) -> str:
    """Return “Hydrovit 1 mg, lot A1”, as far as it is known."""
    substance = assets.substances()[box.substance].name if box.substance else ""
    what = " ".join(part for part in (box.product or substance, labels.dose(box.dose_ug)) if part)
    lot = f"lot {box.lot}" if box.lot else ""
    return ", ".join(part for part in (what or "Box", lot) if part)


def box_choice(state: BoxState, on: date) -> str:
    """Return “Hydrovit 1 mg, lot A1, 3 left”, as a box is chosen for an injection."""
    expired = ", expired" if state.box.expired(on) else ""
    return f"{box_name(state.box)}, {state.left} left{expired}"


def box_line(state: BoxState, stock: Stock) -> str:
    """Return what is left in a box, and until when it may be used."""
    box = state.box
    lost = f"{box.lost} lost" if box.lost else ""
    said = [
        f"{state.left} of {labels.counted(box.ampoules, 'ampoule')} left",
        lost,
        _expiry(box, stock.today),
        _sharps(state),
        _wasted(stock.wasted(state)),
        _overdrawn(state.overdrawn),
    ]
    return " · ".join(part for part in said if part)


def how_long(stock: Stock) -> str:
    """Return the sentence about how long the ampoules last with the plan as it is."""
    if not stock.boxes:
        return "No box yet. With your boxes here, this says when to reorder."
    if not stock.asks:
        left = labels.counted(stock.left, "ampoule")
        paused = " while the plan is paused" if stock.goes_on else "; no planned dose needs one"
        return f"{left} left{paused}."
    if stock.run_out is None or stock.reorder_on is None:
        much = "for more than ten years" if stock.goes_on else "for every dose it asks for"
        return f"With the plan as it is, the ampoules last {much}."
    when = labels.plain_day(stock.reorder_on, stock.today)
    order = "time to reorder now" if stock.is_low else f"time to reorder from {when}"
    if stock.run_out == stock.today:
        return f"No ampoule is left for today; {order}."
    last = labels.plain_day(stock.run_out, stock.today)
    if not stock.left:
        return f"No ampoule is left for the dose of {last}; {order}."
    return (
        f"With the plan as it is, the ampoules last until {last}, the first dose without one; "
        f"{order}."
    )


def running_low(run_out: date, today: date) -> str:
    """Return the sentence for Overview when it is time to reorder."""
    if run_out == today:
        return "Time to reorder: no ampoule is left for today"
    return f"Time to reorder: no ampoule is left for {labels.plain_day(run_out, today)}"


def expiring(days: list[date], today: date) -> str:
    """Return the sentence for Overview about boxes that have expired, or soon will."""
    said = labels.plain_day(days[0], today)
    word = "expired on" if days[0] < today else "expires on"
    if len(days) == 1:
        return f"A box with ampoules left {word} {said}"
    return f"{len(days)} boxes with ampoules left: the first {word} {said}"


def _expiry(box: Box, today: date) -> str:
    if box.expires is None:
        return ""
    word = "expired" if box.expired(today) else "expires"
    return f"{word} {labels.short_day(box.expires)}"


def _sharps(state: BoxState) -> str:
    needles, syringes = state.needles_left, state.syringes_left
    said = [
        "" if needles is None else labels.counted(needles, "needle"),
        "" if syringes is None else labels.counted(syringes, "syringe"),
    ]
    return ", ".join(part for part in said if part)


def _wasted(ampoules: int) -> str:
    return f"{ampoules} will expire before a planned dose needs them" if ampoules else ""


def _overdrawn(ampoules: int) -> str:
    if not ampoules:
        return ""
    return f"{labels.counted(ampoules, 'more was', 'more were')} drawn from it than it held"
