"""What must be true of every complaint, read anew from its history alone."""

from accounts.models import WorkingCalendar
from complaints.choices import IN_WORK, OPEN, PATH, VERIFIED, Deed, State
from complaints.clocks import stamp
from complaints.models import Clock, Complaint, Line, Pause
from complaints.services import clocks

# Deeds after which a state may be another than the next of the path.
LEAPS = {
    Deed.REOPENED: State.INVESTIGATING,
    Deed.CLOSED: State.CLOSED,
    Deed.MERGED: State.CLOSED,
}
ASIDE = {Deed.VERIFIED, Deed.TRIED, Deed.VERIFYING}


def faults() -> list[str]:
    """Return what is wrong with any complaint there is; nothing when all is well."""
    found = []
    for complaint in Complaint.objects.order_by("pk"):
        lines = list(complaint.lines.in_order())
        for check in (_history, _pauses, _clocks, _dues):
            found += [f"{complaint.code} {each}" for each in check(complaint, lines)]
    return found


def _history(complaint: Complaint, lines: list[Line]):
    places = [line.place for line in lines]
    if places != list(range(1, complaint.line_count + 1)):
        yield f"places {places} of {complaint.line_count}"
    if lines[-1].state != complaint.state:
        yield f"stands at {complaint.state}, its history at {lines[-1].state}"
    kinds = _kinds(complaint, lines)
    for before, line, kind in zip(lines, lines[1:], kinds, strict=False):
        is_back = _is_parted(line) and line.state == _merged_at(lines, line)
        leads = State(before.state), State(line.state), line.deed, kind
        if not (is_back or _may_follow(*leads)):
            yield f"{line.place}: {before.state} to {line.state} by {line.deed}"
        if line.at < before.at:
            yield f"{line.place}: earlier than the line before"


def _kinds(complaint: Complaint, lines: list[Line]) -> list[str]:
    """Return of which kind it was after each line."""
    changes = [line.told["kind"] for line in lines if "kind" in line.told]
    kinds = [changes[0][0] if changes else complaint.kind]
    for line in lines:
        kinds.append(line.told.get("kind", [None, kinds[-1]])[1])
    return kinds[1:]


def _is_merged(line: Line) -> bool:
    """Say whether it was merged here; the other one goes on as it stood."""
    return line.deed == Deed.MERGED and "kept" in line.told


def _is_parted(line: Line) -> bool:
    return line.deed == Deed.UNMERGED and "from" in line.told


def _merge_before(lines: list[Line], line: Line) -> Line:
    """Return the merge that `line` undoes."""
    merges = [each for each in lines if _is_merged(each) and each.place < line.place]
    return merges[-1]


def _merged_at(lines: list[Line], line: Line) -> str:
    """Return where it stood before the merge that `line` undoes."""
    merge = _merge_before(lines, line)
    return next(each.state for each in lines if each.place == merge.place - 1)


def _may_follow(before: State, now: State, deed: str, kind: str) -> bool:
    if now == before:
        return True
    if deed == Deed.TOLD and kind not in VERIFIED:
        return before in IN_WORK and now == State.TOLD
    if deed in LEAPS:
        return now == LEAPS[Deed(deed)] and (before in OPEN or now != State.CLOSED)
    if deed in ASIDE:
        return before == State.TOLD and now == State.VERIFYING
    return PATH.index(now) == PATH.index(before) + 1


def _pauses(complaint: Complaint, lines: list[Line]):
    told, open_since = [], None
    for line in lines:
        if line.deed == Deed.WAITING:
            open_since = line.at
        elif line.deed == Deed.RESUMED or (open_since and _is_merged(line)):
            told.append((open_since, line.at))
            open_since = None
        elif _is_parted(line) and _merge_before(lines, line).told["kept"]["pause"]:
            open_since, _end = told.pop()
    if open_since:
        told.append((open_since, None))
    rows = Pause.objects.filter(complaint=complaint).in_order()
    stored = list(rows.values_list("started_at", "ended_at"))
    if stored != told:
        yield f"pauses {stored}, its history tells {told}"
    if complaint.waiting_since != open_since:
        yield f"waits since {complaint.waiting_since}, its history says {open_since}"


def _clocks(complaint: Complaint, lines: list[Line]):
    told = sorted(_replayed(complaint, lines), key=str)
    columns = ("metric", "round", "started_at", "ended_at")
    stored = sorted(complaint.clocks.values_list(*columns), key=str)
    if stored != told:
        yield f"clocks {stored}, its history tells {told}"


def _replayed(complaint: Complaint, lines: list[Line]) -> list[tuple]:
    """Return (until, round, from, to) of the clocks its history alone tells of."""
    kinds = [line.told["kind"][0] for line in lines if "kind" in line.told]
    kind = kinds[0] if kinds else complaint.kind
    runs, ended, is_replied, still = {}, [], False, {}

    def start(*metrics, at):
        for metric in metrics:
            if metric not in runs:
                runs[metric] = at

    def end(*metrics, at):
        for metric in set(metrics) & set(runs):
            number = sum(each[0] == metric for each in ended)
            ended.append((metric, number, runs.pop(metric), at))

    for line in lines:
        was = kind
        kind = line.told.get("kind", [None, kind])[1]
        serious = kind != "PRAISE"
        owed = ["RESOLVE"] if is_replied else ["RESOLVE", "REPLY"]
        is_in_work = line.state in PATH[: PATH.index(State.TOLD)]
        match line.deed:
            case Deed.REGISTERED:
                start("ACKNOWLEDGE", *(owed if serious else []),
                      at=complaint.received_at)  # fmt: skip
            case Deed.ACKNOWLEDGED:
                end("ACKNOWLEDGE", at=line.at)
                start(*(["PROGRESS"] if serious else []), at=line.at)
            case Deed.PROGRESS:
                end("REPLY", "PROGRESS", at=line.at)
                is_replied = True
                start(*(["PROGRESS"] if serious and is_in_work else []), at=line.at)
            case Deed.TOLD:
                # Who knows the result knows that it arrived.
                end(*list(runs), at=line.at)
                is_replied = True
            case Deed.MERGED if _is_merged(line):
                still = dict(runs)
                end(*still, at=line.at)
            case Deed.UNMERGED if _is_parted(line):
                del ended[len(ended) - len(still) :]
                runs = still
            case Deed.CLOSED:
                end(*list(runs), at=line.at)
            case Deed.REOPENED:
                start(*([*owed, "PROGRESS"] if serious else []), at=line.at)
        if kind != was and not serious:
            end("REPLY", "PROGRESS", "RESOLVE", at=line.at)
        elif kind != was and is_in_work:
            start(*owed, at=complaint.received_at)
            if line.state != State.REGISTERED:
                start("PROGRESS", at=line.at)
    running = [
        (metric, sum(each[0] == metric for each in ended), at, None)
        for metric, at in runs.items()
    ]
    return ended + running


def _dues(complaint: Complaint, lines: list[Line]):
    """Compare what is stored of what runs with what it comes to from nothing."""
    stood = {clock.pk: clock for clock in Clock.objects.filter(complaint=complaint)}
    running = [clock for clock in stood.values() if clock.ended_at is None]
    pauses = clocks.spans(Pause.objects.filter(complaint=complaint).in_order())
    limits = clocks.limits_of(complaint)
    hours = WorkingCalendar.objects.hours_for(complaint.branch_id)
    by = stamp(hours)
    for clock in running:
        before = _stored(clock)
        if clocks.reckon(clock, complaint, limits, pauses, hours, by):
            now = _stored(clock)
            yield f"{clock} stored as {before}, comes to {now}"
    if complaint.due_at != clocks.earliest_of(running):
        yield f"due {complaint.due_at}, its clocks {clocks.earliest_of(running)}"
    if complaint.state == State.CLOSED and running:
        yield f"closed, and runs: {running}"


def _stored(clock: Clock) -> list[str]:
    return [str(getattr(clock, name)) for name in (*clocks.RECKONED, "reckoned_by")]
