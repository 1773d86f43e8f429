"""Matchings are remembered, for the next file and under a name; so are words."""

import pytest

from accounts.models import User
from accounts.refused import Refused
from crm.testing.cast import NOON, make_user
from customers.choices.imports import ImportStep
from customers.models import Customer, SavedMapping
from customers.services import imports, mappings
from customers.tests.importing import checked, codes, match, read, states, work

HEAD = "甲,乙"
SAID = {"甲": "name", "乙": "tier"}


def matched(actor, *rows, rules=None, **options):
    batch = match(read(actor, HEAD, *rows, **options), rules, **SAID)
    work(batch)
    return batch


def test_the_same_headings_in_any_order_are_matched_as_last_time(cast):
    matched(cast.nina, "王,A", rules={"known": "FILL"})
    batch = read(cast.nina, "乙,甲", "B,李")
    kept = mappings.recall(batch, user=cast.nina)
    assert (kept.mapping, kept.rules["known"]) == (SAID, "FILL")
    assert kept.name == ""
    assert mappings.recall(read(cast.nina, "丙,甲", "B,李"), user=cast.nina) is None


def test_the_last_time_counts_and_is_kept_once(cast):
    matched(cast.nina, "王,A")
    match(read(cast.nina, HEAD, "李,B"), 甲="name", 乙="")
    assert SavedMapping.objects.get().mapping == {"甲": "name", "乙": ""}


def test_a_matching_is_ones_own_until_it_is_shared(cast):
    nils = make_user("nils", "information", branch=cast.east)
    matched(cast.nina, "王,A", rules={"name": "经销商系统"})
    batch = read(nils, HEAD, "李,B")
    assert mappings.recall(batch, user=nils) is None
    told = {"name": "经销商系统", "is_shared": True}
    matched(cast.nina, "王,A", rules=told)
    assert mappings.recall(batch, user=nils).name == "经销商系统"
    assert SavedMapping.objects.count() == 2


def test_only_who_saved_a_matching_deletes_it(cast):
    nils = make_user("nils", "information", branch=cast.east)
    told = {"name": "经销商系统", "is_shared": True}
    matched(cast.nina, "王,A", rules=told)
    kept = SavedMapping.objects.exclude(name="").get()
    with pytest.raises(Refused):
        mappings.forget(kept, actor=nils, at=NOON)
    mappings.forget(kept, actor=cast.nina, at=NOON)
    assert SavedMapping.objects.get().name == ""


def test_words_nobody_knows_are_asked_about_once_each(cast):
    batch = matched(cast.nina, "王,金牌", "李,金牌", "韩,A", "张,银牌")
    assert batch.report["unknown"] == {"tier": {"金牌": 2, "银牌": 1}}
    assert states(batch) == ["ERROR", "ERROR", "PENDING", "ERROR"]


def explained(batch, **meanings):
    imports.explain(batch, actor=batch.owner, meanings=meanings, at=NOON)
    work(batch)
    return batch


def test_a_word_that_was_explained_is_read_and_remembered(cast):
    batch = matched(cast.nina, "王,金牌", "李,银牌")
    explained(batch, tier={"金牌": "S"})
    assert (states(batch), codes(batch)) == (["PENDING", "ERROR"], ["no_word"])
    explained(batch, tier={"银牌": "A"})
    assert states(batch) == ["PENDING", "PENDING"]
    imports.start(batch, actor=cast.nina, owner=cast.anna, at=NOON)
    work(batch)
    tiers = Customer.objects.order_by("pk").values_list("tier", flat=True)
    assert list(tiers) == ["S", "A"]
    kept = mappings.recall(read(cast.nina, HEAD, "赵,金牌"), user=cast.nina)
    assert kept.meanings == {"tier": {"金牌": "S", "银牌": "A"}}


def test_a_name_means_a_colleague_within_what_the_importer_may(cast):
    heads, rows = "姓名,负责人", ["王,小安", "李,朵朵"]
    batch = checked(cast.nina, heads, *rows)
    assert batch.report["unknown"] == {"owner": {"小安": 1, "朵朵": 1}}
    explained(batch, owner={"小安": cast.ben.pk, "朵朵": cast.dora.pk})
    assert (states(batch), codes(batch)) == (["PENDING", "ERROR"], ["no_owner"])
    imports.start(batch, actor=cast.nina, at=NOON)
    work(batch)
    assert Customer.objects.get().owner == cast.ben


def test_words_are_explained_before_the_import_alone(cast):
    batch = matched(cast.nina, "王,A")
    imports.start(batch, actor=cast.nina, owner=cast.anna, at=NOON)
    work(batch)
    with pytest.raises(Refused):
        imports.explain(batch, actor=cast.nina, meanings={}, at=NOON)
    batch.refresh_from_db()
    assert batch.step == ImportStep.DONE


def test_the_page_begins_from_the_last_time_and_says_so(client, cast):
    matched(cast.nina, "王,A", rules={"name": "经销商系统"})
    client.force_login(cast.nina)
    batch = read(cast.nina, HEAD, "李,B")
    answer = client.get(f"/imports/{batch.pk}/match/")
    assert answer.context["saved"].name in ("", "经销商系统")
    assert answer.context["form"]["column_1"].value() == "tier"
    assert "名单.csv" in answer.content.decode()
    other = read(cast.nina, "甲,丙", "李,B")
    named = SavedMapping.objects.exclude(name="").get()
    page = client.get(f"/imports/{other.pk}/match/?saved={named.pk}")
    assert page.context["form"]["column_0"].value() == "name"
    assert "经销商系统" in page.content.decode()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_words_and_undo_are_said_on_the_page(client, cast, language):
    User.objects.filter(pk=cast.nina.pk).update(language=language)
    batch = matched(cast.nina, "王,金牌", "李,A")
    client.force_login(User.objects.get(pk=cast.nina.pk))
    answer = client.get(batch.get_absolute_url())
    assert [line[1:3] for line in answer.context["words"].lines()] == [("金牌", 1)]
    sent = client.post(f"/imports/{batch.pk}/words/", {"tier_0": "S"})
    assert sent.url == batch.get_absolute_url()
    work(batch)
    assert states(batch) == ["PENDING", "PENDING"]
    imports.start(batch, actor=cast.nina, owner=cast.anna, at=NOON)
    work(batch)
    batch.finished_at = None
    answer = client.get(batch.get_absolute_url())
    assert f"?imported={batch.pk}" in answer.content.decode()
    assert answer.context["made"][0][2] == [2, 0, 0, 0]


def test_anothers_matching_cannot_be_deleted_by_its_address(client, cast):
    nils = make_user("nils", "information", branch=cast.east)
    told = {"name": "经销商系统", "is_shared": True}
    matched(cast.nina, "王,A", rules=told)
    kept = SavedMapping.objects.exclude(name="").get()
    batch = read(nils, HEAD, "李,B")
    client.force_login(nils)
    sent = client.post(f"/imports/{batch.pk}/matchings/{kept.pk}/forget/")
    assert sent.status_code == 404
    assert SavedMapping.objects.filter(pk=kept.pk).exists()
