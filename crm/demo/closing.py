"""What closes the loop in the demo company: groups, merges, improvements, effects."""

import datetime
import uuid
from collections.abc import Iterator

from complaints import effects
from complaints.effects import Cell
from complaints.models import Cause, Complaint, EffectCheck, Group, Improvement
from complaints.outcomes import ImprovementDeed
from complaints.services import effects as judging
from complaints.services import groups, improvements, merging
from complaints.services.improvement_lines import locked, write
from crm.demo.calendar import days_before, moment, today
from crm.demo.people import Company
from crm.demo.words.complaints import BRAKES, STORIES
from crm.demo.words.improvements import AGREED, BASES, Agreed

NAME = "同批次刹车片异响"
# Days ago the second complaint about the brakes was found to be of the same kind.
GROUPED = 10
# The first number of these deeds in a story, after all of its steps.
FIRST = 50
# The heads of the branches, who agree what is changed.
HEADS = {"PD": "manager", "SZ": "tangwei", "HZ": "shijun"}


def deeds(at: datetime.datetime) -> Iterator[tuple[datetime.datetime, int, int, str]]:
    """Yield (moment, story, number, deed) of all that is done beside the steps."""
    lead, other = [place for place, told in enumerate(STORIES) if told.words == BRAKES]
    yield moment(days_before(at, GROUPED), 15), other, FIRST, "group"
    yield moment(days_before(at, GROUPED), 16), lead, FIRST, "join"
    for place, told in enumerate(STORIES):
        if told.way == "merged":
            yield moment(days_before(at, told.ago - 1), 10), place, FIRST, "merge"
    for agreed in AGREED:
        yield from _of(agreed, at)


def _of(agreed: Agreed, at: datetime.datetime):
    """Yield what was done about one improvement; its windows in the night after."""
    told = [(agreed.agreed, 14, "agree")]
    if agreed.begun:
        told.append((agreed.agreed - 2, 11, "begin"))
    if agreed.done is not None:
        told.append((agreed.done, 17, "finish"))
        for days in agreed.found:
            told.append((agreed.done - days - 1, 3, f"compare {days}"))
            told.append((agreed.done - days - 3, 10, f"judge {days}"))
    for number, (ago, hour, deed) in enumerate(told, FIRST + 1):
        yield moment(days_before(at, ago), hour), agreed.story, number, deed


class Closing:
    """Does these deeds in the order of time, and keeps what came of the earlier."""

    def __init__(self, staff: Company, made: dict[int, Complaint]):
        self.users, self.branches, self.made = staff.users, staff.branches, made
        self.causes = {cause.code: cause for cause in Cause.objects.all()}
        self.agreed = {each.story: each for each in AGREED}
        self.opened: dict[int, Improvement] = {}
        self.group: Group | None = None

    def do(self, deed: str, place: int, *, key: uuid.UUID, at) -> None:
        verb, _space, days = deed.partition(" ")
        told = {"key": key, "at": at}
        if days:
            getattr(self, f"_{verb}")(place, int(days), at)
        else:
            getattr(self, f"_{verb}")(place, told)

    def _head(self, complaint: Complaint):
        return self.users[HEADS[complaint.branch.code]]

    def _group(self, place: int, told: dict) -> None:
        now = self._now(place)
        said = {"standing": now.standing, "name": NAME, "actor": self._head(now)}
        self.group = groups.start(now, **said, **told)

    def _join(self, place: int, told: dict) -> None:
        now = self._now(place)
        groups.add(self.group, complaint=now, actor=self._head(now), **told)

    def _merge(self, place: int, told: dict) -> None:
        """Merge what the same customer said once more into what stands open of it."""
        now = self._now(place)
        into = Complaint.objects.alike(now.customer, now.category).exclude(pk=now.pk)
        said = {"standing": now.standing, "text": "同一件事再次来电"}
        merging.merge(now, into=into.first(), actor=self._head(now), **said, **told)

    def _agree(self, place: int, told: dict) -> None:
        agreed, source = self.agreed[place], self._now(place)
        said = {
            "kind": agreed.kind, "title": agreed.title, "problem": agreed.problem,
            "action": agreed.action, "category": source.category,
            "cause": self.causes.get(agreed.cause), "department": source.department,
            "branch": self.branches[agreed.branch], "owner": self.users[agreed.whose],
            "due_on": today(told["at"]) + datetime.timedelta(days=agreed.days),
        }  # fmt: skip
        actor = self.users[HEADS[agreed.branch]]
        self.opened[place] = improvements.open_one(
            actor=actor, said=said, complaint=source, **told
        )

    def _begin(self, place: int, told: dict) -> None:
        agreed = self.agreed[place]
        actor = self.users[agreed.whose]
        improvements.note(self.opened[place], actor=actor, text=agreed.begun, **told)

    def _finish(self, place: int, told: dict) -> None:
        agreed, now = self.agreed[place], self.opened[place]
        now.refresh_from_db()
        said = {"standing": now.standing, "text": agreed.report, "at": told["at"]}
        improvements.finish(now, actor=self.users[agreed.whose], **said)

    def _compare(self, place: int, days: int, at: datetime.datetime) -> None:
        """Store what the figures say; most of what is counted was before this desk."""
        counts, _verdict, _note = self.agreed[place].found[days]
        bases = [base for base in BASES for _twice in range(2)]
        cells = [Cell(*each) for each in zip(counts, bases, strict=True)]
        change = effects.compare(tuple(cells[:2]), tuple(cells[2:]))
        columns = {f"{name}_{what}": getattr(cell, what)
                   for name, cell in zip(judging.CELLS, cells, strict=True)
                   for what in ("count", "base")}  # fmt: skip
        check = EffectCheck.objects.filter(
            improvement=self.opened[place], window_days=days
        )
        check.update(
            **columns, control_branches=len(self.branches) - 1, computed_at=at,
            change=change.change, low=change.low, high=change.high,
            proposed=change.verdict,
        )  # fmt: skip
        told = {"window_days": days, "proposed": change.verdict}
        now = locked(self.opened[place])
        write(now, ImprovementDeed.COMPARED, actor=None, at=at, told=told)

    def _judge(self, place: int, days: int, at: datetime.datetime) -> None:
        _counts, verdict, note = self.agreed[place].found[days]
        check = self.opened[place].checks.get(window_days=days)
        said = {"verdict": verdict, "note": note, "at": at}
        judging.judge(check, actor=self.users["director"], **said)

    def _now(self, place: int) -> Complaint:
        rows = Complaint.objects.select_related("category", "department", "branch")
        return rows.select_related("customer").get(pk=self.made[place].pk)
