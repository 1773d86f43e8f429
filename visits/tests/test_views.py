"""Doors of visits: who may, whose, and what each page answers."""

import io
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from accounts.models import AuditEntry
from crm.testing.builders import make_customer, make_plan, make_visit
from customers.models import Customer
from visits import pictures
from visits.models import Addendum, FeedbackItem, Photo, Review, Visit
from visits.services import amendments

KEY = str(uuid.UUID(int=7))
EVIL = "<script>alert(1)</script>&\"'{{ 7|add:7 }}"
WELL = {"submission_key": KEY, "when": "NOW", "channel": "VISIT", "purpose": "CARE",
        "outcome": "POSITIVE", "next_step": "TIER", "note": "聊了保养"}  # fmt: skip
ABC = {"甲", "乙", "丙"}
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def rows(cast):
    """A customer of anna's with a plan and a logged visit with a photo."""
    at = timezone.now()
    customer = make_customer(cast.anna, name="宏达贸易", at=at)
    plan = make_plan(cast.anna, customer=customer, at=at)
    visit = make_visit(
        cast.anna, customer=customer, at=at, feedback={"NEED": "机油"},
        pictures=(pictures.plain_jpeg(photo()),),
    )  # fmt: skip
    return {"customer_pk": customer.pk, "plan": plan.pk, "visit": visit.pk,
            "photo_pk": visit.photos.get().pk}  # fmt: skip


def photo(name="p.jpg", size=(40, 30)) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


# Who gets what; the cast is told of in crm.testing.cast.
SEES_LIST = dict.fromkeys(
    ["anna", "ben", "carol", "dora", "max", "nina", "dan", "cleo", "clara", "sam"], 200
) | {"adam": 403, "lia": 403, "stray": 200}
LOGS = {"anna": 200, "ben": 404, "carol": 200, "dora": 404, "max": 200, "nina": 200,
        "dan": 200, "adam": 403, "lia": 403, "stray": 404, "cleo": 404, "clara": 404,
        "sam": 404, "vera": 404, "eve": 404}  # fmt: skip
SEES = LOGS
REVIEWS = {"anna": 403, "carol": 200, "max": 200, "stray": 404, "eve": 404,
           "cleo": 404, "clara": 403, "nina": 403, "dan": 403, "sam": 403,
           "adam": 403, "lia": 403}  # fmt: skip
PLANS = SEES_LIST
TABLE = [
    ("get", "visits:index", (), SEES_LIST, {"dan": 302}),
    ("get", "visits:plan", (), PLANS, {}),
    ("get", "visits:create", (), PLANS, {}),
    ("get", "visits:create_for", ("customer_pk",), LOGS, {}),
    ("get", "visits:detail", ("visit",), SEES, {}),
    ("get", "visits:detail", ("plan",), SEES, {}),
    ("get", "visits:log", ("plan",), LOGS, {}),
    ("post", "visits:log", ("plan",), LOGS, {}),
    ("post", "visits:create_for", ("customer_pk",), LOGS, {}),
    ("post", "visits:edit", ("visit",), LOGS, {}),
    ("post", "visits:undo", ("visit",), LOGS, {}),
    ("post", "visits:cancel", ("plan",), LOGS, {}),
    ("post", "visits:addendum", ("visit",), LOGS, {}),
    ("get", "visits:photo", ("visit", "photo_pk"), SEES, {}),
    ("get", "visits:review", ("visit",), REVIEWS, {}),
    ("post", "visits:review", ("visit",), REVIEWS, {}),
]
LINES = [
    pytest.param(method, name, keys, who, code, id=f"{method} {name} {who} {code}")
    for method, name, keys, table, _more in TABLE
    for who, code in table.items()
]


def state() -> tuple:
    """Everything a visit's page can change, for comparing before and after."""
    models = (Visit, FeedbackItem, Photo, Addendum, Review, AuditEntry, Customer)
    return tuple(
        sorted(model.objects.values_list("pk", *changing(model))) for model in models
    )


def changing(model) -> list[str]:
    names = {"state", "note", "outcome", "amended_at", "next_contact_on", "grade"}
    return sorted(f.name for f in model._meta.fields if f.name in names)


@pytest.mark.parametrize(("method", "name", "keys", "who", "code"), LINES)
def test_who_may_open_which_page(client, cast, rows, method, name, keys, who, code):
    client.force_login(getattr(cast, who))
    before = repr(state())
    url = reverse(name, args=[rows[key] for key in keys])

    answer = getattr(client, method)(url)

    if code == 200:
        assert answer.status_code in {200, 302, 409, 422}
    else:
        assert answer.status_code == code
        assert repr(state()) == before


@pytest.mark.parametrize("name", ["visits:undo", "visits:cancel", "visits:addendum"])
def test_what_changes_something_takes_no_get(client, cast, rows, name):
    client.force_login(cast.anna)
    before = repr(state())
    assert client.get(reverse(name, args=[rows["visit"]])).status_code == 405
    assert repr(state()) == before


@pytest.mark.parametrize("name", ["visits:detail", "visits:log", "visits:review"])
def test_strangers_are_asked_to_sign_in(client, rows, name):
    answer = client.get(reverse(name, args=[rows["visit"]]))
    assert answer.status_code == 302
    assert answer.url.startswith("/login/")


def test_a_photo_is_served_as_a_picture_and_nothing_else(client, cast, rows):
    client.force_login(cast.anna)
    answer = client.get(reverse("visits:photo", args=[rows["visit"], rows["photo_pk"]]))
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "script" not in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]


def test_a_photo_opens_only_beside_its_own_visit(client, cast, rows):
    client.force_login(cast.anna)
    url = reverse("visits:photo", args=[rows["plan"], rows["photo_pk"]])
    assert client.get(url).status_code == 404


def test_a_photo_whose_file_is_gone_is_not_found(client, cast, rows, media):
    client.force_login(cast.anna)
    (media / Photo.objects.get().stored_as).unlink()
    url = reverse("visits:photo", args=[rows["visit"], rows["photo_pk"]])
    assert client.get(url).status_code == 404


def test_a_plan_is_logged_and_undo_offered(client, cast, rows):
    client.force_login(cast.anna)
    answer = client.post(reverse("visits:log", args=[rows["plan"]]), WELL, follow=True)
    assert Visit.objects.get(pk=rows["plan"]).is_logged
    assert f"/visits/{rows['plan']}/undo/" in answer.content.decode()


def test_a_dialog_gets_what_is_useful_back(client, cast, rows):
    client.force_login(cast.anna)
    url = reverse("visits:log", args=[rows["plan"]])

    answer = client.post(url, WELL | {"next_step": "WEEK"}, headers=HTMX)

    text = answer.content.decode()
    assert answer.status_code == 200
    assert "visit-saved" in answer["HX-Trigger"]
    assert "<html" not in text
    assert "机油" in text
    assert reverse("visits:undo", args=[rows["plan"]]) in text
    assert reverse("visits:detail", args=[Visit.objects.latest("pk").pk]) in text


def test_all_errors_come_at_once_and_nothing_typed_is_lost(client, cast, rows):
    client.force_login(cast.anna)
    said = WELL | {"outcome": "", "when": "TODAY", "note": "别丢", "say_need": "轮胎"}

    answer = client.post(
        reverse("visits:create"), said | {"next_step": "PICK"}, headers=HTMX
    )

    text = answer.content.decode()
    assert answer.status_code == 422
    form = answer.context["form"]
    assert {"customer", "outcome"} <= form.errors.keys()
    assert "别丢" in text
    assert "轮胎" in text
    assert Visit.objects.count() == 2


def test_the_second_tab_sees_what_stands_and_keeps_its_words(client, cast, rows):
    client.force_login(cast.anna)
    url = reverse("visits:log", args=[rows["plan"]])
    client.post(url, WELL)

    other = WELL | {"submission_key": str(uuid.uuid4()), "note": "另一页写的话"}
    answer = client.post(url, other, headers=HTMX)

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "聊了保养" in text
    assert "另一页写的话" in text
    assert reverse("visits:edit", args=[rows["plan"]]) in text
    assert Visit.objects.get(pk=rows["plan"]).note == "聊了保养"


def test_the_words_of_a_second_person_become_an_addendum(client, cast, rows):
    url = reverse("visits:log", args=[rows["plan"]])
    client.force_login(cast.anna)
    client.post(url, WELL)
    client.force_login(cast.carol)

    answer = client.post(url, WELL | {"note": "我也写了", "say_need": "还要脚垫"})

    assert answer.status_code == 409
    assert "我也写了" in answer.content.decode()
    assert "还要脚垫" in answer.content.decode()
    assert reverse("visits:addendum", args=[rows["plan"]]) in answer.content.decode()


def test_back_and_send_again_makes_one_visit(client, cast, rows):
    client.force_login(cast.anna)
    url = reverse("visits:create_for", args=[rows["customer_pk"]])
    first, second = client.post(url, WELL), client.post(url, WELL)
    assert first.status_code == second.status_code == 302
    assert first.url == second.url
    assert Visit.objects.count() == 3


def test_back_change_and_send_again_offers_a_correction(client, cast, rows):
    client.force_login(cast.anna)
    url = reverse("visits:create_for", args=[rows["customer_pk"]])
    made = client.post(url, WELL).url

    answer = client.post(url, WELL | {"note": "改过的话"})

    assert answer.status_code == 409
    assert "改过的话" in answer.content.decode()
    edit = f"{made}edit/"
    assert edit in answer.content.decode()
    shown = answer.context["form"]
    said = {name: shown[name].value() for name in ("when", "day", "time", "seen_at")}
    said = WELL | said | {"note": "改过的话"}
    assert client.post(edit, said).status_code == 302
    assert Visit.objects.latest("pk").note == "改过的话"
    assert Visit.objects.count() == 3


def test_a_correction_keeps_the_moment_it_did_not_touch(client, cast, rows):
    client.force_login(cast.anna)
    visit = Visit.objects.get(pk=rows["visit"])
    url = reverse("visits:edit", args=[visit.pk])
    form = client.get(url).context["form"]
    said = WELL | {name: form.initial[name] for name in ("when", "day", "time")}

    assert client.post(url, said | {"seen_at": ""}).status_code == 302

    after = Visit.objects.get(pk=visit.pk)
    assert (after.happened_at, after.note) == (visit.happened_at, "聊了保养")


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("a.svg", b"<svg onload='alert(1)'/>", "image/svg+xml"),
        SimpleUploadedFile("a.jpg", b"<script>alert(1)</script>", "image/jpeg"),
        SimpleUploadedFile("a.jpg", b"x" * (20 * 1024 * 1024), "image/jpeg"),
    ],
    ids=["svg", "html as jpg", "20 MB"],
)
def test_what_is_no_photo_is_told_by_name_and_nothing_is_saved(
    client, cast, rows, file, media
):
    client.force_login(cast.anna)
    url = reverse("visits:create_for", args=[rows["customer_pk"]])
    file.seek(0)
    answer = client.post(url, WELL | {"photos": [photo(), file]})
    assert answer.status_code == 422
    assert file.name in str(answer.context["form"].errors["photos"])
    assert Visit.objects.count() == 2
    assert Photo.objects.count() == 1


def test_six_photos_are_one_too_many(client, cast, rows):
    client.force_login(cast.anna)
    url = reverse("visits:create_for", args=[rows["customer_pk"]])
    answer = client.post(url, WELL | {"photos": [photo() for _ in range(6)]})
    assert answer.status_code == 422
    assert Visit.objects.count() == 2


def test_photos_of_a_form_come_with_its_visit(client, cast, rows):
    client.force_login(cast.anna)
    url = reverse("visits:create_for", args=[rows["customer_pk"]])
    client.post(url, WELL | {"photos": [photo(), photo()]})
    assert Visit.objects.latest("pk").photos.count() == 2


def test_nothing_typed_is_ever_markup(client, cast):
    at = timezone.now()
    customer = make_customer(cast.anna, name=EVIL, at=at)
    visit = make_visit(
        cast.anna, customer=customer, note=EVIL, feedback={"NEED": EVIL}, at=at
    )
    amendments.add(
        visit, actor=cast.anna, text=EVIL, submission_key=uuid.uuid4(), at=at
    )
    make_plan(cast.anna, customer=customer, at=at)
    client.force_login(cast.anna)
    pages = [
        visit.get_absolute_url(),
        reverse("visits:edit", args=[visit.pk]),
        reverse("visits:plan"),
        reverse("visits:create_for", args=[customer.pk]),
        "/visits/?whose=mine",
    ]
    for url in pages:
        text = client.get(url).content.decode()
        assert "<script>alert" not in text, url
        assert "&lt;script&gt;alert(1)" in text, url
        assert "14" not in text.split("&lt;script&gt;alert(1)")[1][:60], url


def test_undo_takes_back_and_brings_the_words_back(client, cast, rows):
    client.force_login(cast.anna)
    url = reverse("visits:create_for", args=[rows["customer_pk"]])
    client.post(url, WELL | {"note": "别丢这句"})
    visit = Visit.objects.latest("pk")

    answer = client.post(reverse("visits:undo", args=[visit.pk]), follow=True)

    assert "别丢这句" in answer.content.decode()
    assert not Visit.objects.get(pk=visit.pk).is_logged


def test_a_review_goes_on_to_the_next_one_waiting(client, cast, rows):
    at = timezone.now()
    older = make_visit(cast.ben, at=at - timedelta(minutes=5))
    client.force_login(cast.carol)
    said = {"grade": "GOOD", "remark": "好"}

    answer = client.post(reverse("visits:review", args=[rows["visit"]]), said)

    assert answer.url == reverse("visits:review", args=[older.pk])
    last = client.post(answer.url, said)
    assert last.url == reverse("visits:index") + "?review=waiting"
    assert Review.objects.count() == 2


def test_ones_own_visit_shows_no_place_for_a_grade(client, cast, rows):
    visit = make_visit(cast.carol, customer=Customer.objects.get(), at=timezone.now())
    client.force_login(cast.carol)
    url = reverse("visits:review", args=[visit.pk])
    assert 'name="grade"' not in client.get(url).content.decode()
    client.post(url, {"grade": "GOOD"})
    assert not Review.objects.exists()


def test_planning_at_the_same_hour_warns_once_and_then_obeys(client, cast, rows):
    client.force_login(cast.anna)
    moment = timezone.localtime(Visit.objects.get(pk=rows["plan"]).planned_at)
    said = {
        "customer": rows["customer_pk"], "day": moment.strftime("%Y-%m-%d"),
        "time": moment.strftime("%H:%M"), "purpose": "CARE", "channel": "VISIT",
        "submission_key": KEY,
    }  # fmt: skip
    warned = client.post(reverse("visits:plan"), said)
    assert len(warned.context["close"]) == 1
    assert Visit.objects.planned().count() == 1

    client.post(reverse("visits:plan"), said | {"anyway": "on"})
    assert Visit.objects.planned().count() == 2


def test_a_week_without_plans_names_who_is_due(client, cast):
    today = timezone.localdate()
    make_customer(cast.anna, name="到期客户", next_contact_on=today)
    make_customer(cast.ben, name="别人的", next_contact_on=today)
    client.force_login(cast.anna)
    text = client.get(reverse("visits:plan")).content.decode()
    assert "到期客户" in text
    assert "别人的" not in text


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("whose=all", ABC),
        ("whose=mine", set()),
        ("whose=team", ABC),
        ("state=PLANNED", {"丙"}),
        ("outcome=PROBLEM", {"乙"}),
        ("review=waiting", {"甲", "乙"}),
        ("review=done", set()),
        ("feedback=True", {"甲"}),
        ("since=2099-01-01", set()),
        ("until=2001-01-01", set()),
        ("outcome=NO&since=31.31.31&owner=x&customer=99999999999999999999", ABC),
    ],
)  # fmt: skip
def test_the_list_is_narrowed(client, cast, query, names):
    at = timezone.now()
    told = {"甲": {"feedback": {"NEED": "油"}}, "乙": {"outcome": "PROBLEM"}}
    for name, more in told.items():
        customer = make_customer(cast.anna, name=name, at=at)
        make_visit(cast.anna, customer=customer, at=at, **more)
    make_plan(cast.anna, customer=make_customer(cast.anna, name="丙", at=at), at=at)
    client.force_login(cast.carol)
    page = client.get(f"/visits/?{query}").context["page"]
    assert {visit.customer.name for visit in page.rows} == names


def test_the_list_opens_as_it_was_left(client, cast):
    client.force_login(cast.anna)
    assert client.get("/visits/").url == "/visits/?state=LOGGED&whose=mine"
    client.get("/visits/?outcome=PROBLEM&whose=mine")
    assert client.get("/visits/").url == "/visits/?outcome=PROBLEM&whose=mine"


def test_a_long_list_is_paged_both_ways(client, cast):
    at = timezone.now()
    customer = make_customer(cast.anna, at=at)
    for minutes in range(27):
        make_visit(cast.anna, customer=customer, at=at - timedelta(minutes=minutes))
    client.force_login(cast.anna)
    first = client.get("/visits/?whose=mine").context
    second = client.get(f"/visits/{first['older_url']}").context
    assert [len(c["page"].rows) for c in (first, second)] == [25, 2]
    assert second["newer_url"]
    assert not second["older_url"]


def flat(client, count_queries, more, url) -> list[int]:
    costs = []
    for count in (2, 10):
        for _ in range(count):
            more()
        client.get(url)
        costs.append(count_queries(lambda: client.get(url)))
    return costs


@pytest.mark.parametrize(
    "url", ["/visits/?whose=all", "/visits/?whose=team&feedback=True", "/visits/plan/"]
)
def test_a_list_costs_the_same_for_two_rows_as_for_twelve(
    client, cast, count_queries, url
):
    at = timezone.now()

    def more():
        make_visit(cast.anna, at=at, feedback={"NEED": "油"})
        make_plan(cast.carol, customer=make_customer(cast.carol, at=at), at=at)

    client.force_login(cast.carol)
    costs = flat(client, count_queries, more, url)
    assert costs[0] == costs[1]


def test_a_visit_with_much_on_it_costs_what_a_bare_one_costs(
    client, cast, count_queries
):
    at = timezone.now()
    picture = pictures.plain_jpeg(photo())
    bare = make_visit(cast.anna, at=at, feedback={"NEED": "a"}, pictures=(picture,))
    full = make_visit(
        cast.anna, at=at, pictures=(picture,) * 5,
        feedback={"NEED": "a", "INTENT": "b", "PRAISE": "c"},
    )  # fmt: skip
    for visit, times in ((bare, 1), (full, 5)):
        for _ in range(times):
            key = uuid.uuid4()
            amendments.add(visit, actor=cast.ben, text="x", submission_key=key, at=at)
    client.force_login(cast.anna)
    costs = [
        count_queries(lambda url=url: client.get(url))
        for url in (bare.get_absolute_url(), full.get_absolute_url())
    ]
    assert costs[0] == costs[1]
