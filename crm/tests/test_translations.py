"""Chinese and English are complete, and what runs is what was translated."""

import re

from django.utils import translation

from crm import catalog

HOLE = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")


def test_the_catalogue_holds_exactly_the_messages_of_the_product():
    wanted = {message.id for message in catalog.wanted() if message.id}
    stored = {message.id for message in catalog.stored() if message.id}
    assert wanted - stored == set()
    assert stored - wanted == set()


def test_nothing_is_untranslated_or_fuzzy():
    stored = catalog.stored()
    assert catalog.untranslated(stored) == []
    assert [message.id for message in stored if message.id and message.fuzzy] == []


def test_what_runs_is_what_was_translated():
    on_disk = (catalog.home() / "django.mo").read_bytes()
    assert on_disk == catalog.compiled(catalog.stored())


def test_translations_keep_every_hole():
    wrong = []
    for message in catalog.stored():
        if not message.id:
            continue
        source = message.id if isinstance(message.id, str) else message.id[1]
        target = (
            message.string if isinstance(message.string, str) else message.string[0]
        )
        if set(HOLE.findall(source)) != set(HOLE.findall(target)):
            wrong.append(source)
    assert wrong == []


def test_chinese_sentences_use_full_width_marks():
    half = re.compile(r"[\u4e00-\u9fff][,;:?!](?!\d)|[\u4e00-\u9fff]\.(?:\s|$)")
    wrong = [
        message.string
        for message in catalog.stored()
        if isinstance(message.string, str) and half.search(message.string)
    ]
    assert wrong == []


def test_a_page_speaks_the_language_asked_for(client, db):
    for language, word in (("zh-hans", "登录"), ("en", "Sign in")):
        with translation.override(language):
            page = client.get("/login/", headers={"accept-language": language})
        assert word in page.content.decode()
