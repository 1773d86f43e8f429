"""Chips that a thumb can hit, under one question; texts as long as the browser says."""

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms
from django.utils import translation

from accounts.widgets import Chips, ChipsMany, Textarea

OUTCOMES = [("GOOD", "Positive"), ("BAD", "<Problem>")]


class OutcomeForm(forms.Form):
    outcome = forms.ChoiceField(
        label="Outcome", help_text="How it went", choices=OUTCOMES, widget=Chips
    )
    told = forms.MultipleChoiceField(choices=OUTCOMES, widget=ChipsMany)
    note = forms.CharField(label="Note", help_text="<b>Short</b>", required=False)


@pytest.mark.parametrize(
    ("widget", "kind"), [(Chips, "radio"), (ChipsMany, "checkbox")]
)
def test_every_choice_is_one_labelled_chip(widget, kind):
    html = widget(choices=OUTCOMES).render("outcome", "GOOD", {"id": "id_outcome"})
    assert html.count(f'type="{kind}"') == html.count('class="chip"') == 2
    assert html.count(" checked") == 1
    assert 'for="id_outcome_0"' in html
    assert "&lt;Problem&gt;" in html


def test_the_empty_choice_of_an_optional_question_is_no_chip():
    html = Chips(choices=[("", "---"), *OUTCOMES]).render("outcome", "GOOD")
    assert html.count('class="chip"') == 2


def test_a_question_of_chips_is_a_fieldset_with_help_and_errors():
    html = render_crispy_form(OutcomeForm({}))
    assert 'aria-describedby="id_outcome_helptext id_outcome_error"' in html
    assert 'id="id_outcome_helptext"' in html
    assert 'id="id_outcome_error"' in html
    assert html.count("<legend") == 2


def test_all_errors_stand_on_top_with_links_to_their_fields():
    html = render_crispy_form(OutcomeForm({}))
    assert html.index("error-summary") < html.index("<fieldset")
    assert 'href="#id_outcome"' in html
    assert 'href="#id_told"' in html


def test_what_is_optional_says_so_and_nothing_has_an_asterisk():
    html = render_crispy_form(OutcomeForm())
    assert html.count('class="optional"') == 1
    assert "*" not in html


def test_help_is_text_and_never_markup():
    assert "&lt;b&gt;Short" in render_crispy_form(OutcomeForm())


class NoteForm(forms.Form):
    note = forms.CharField(max_length=40, widget=Textarea)


@pytest.mark.parametrize(("characters", "is_kept"), [(20, True), (21, False)])
def test_a_break_counts_once_as_it_does_in_the_browser(characters, is_kept):
    typed = "字\n" * 19 + "字" * (characters - 18)
    form = NoteForm({"note": typed.replace("\n", "\r\n")})
    assert form.is_valid() == is_kept
    assert form["note"].value() == typed
    if is_kept:
        assert form.cleaned_data["note"] == typed


def test_what_was_not_sent_is_no_text():
    assert Textarea().value_from_datadict({}, {}, "note") is None


def test_a_choice_already_made_is_not_called_optional():
    class Asked(forms.Form):
        chosen = forms.ChoiceField(
            choices=[("a", "A")], initial="a", required=False, widget=Chips
        )
        free = forms.CharField(required=False, label="Free")

    with translation.override("en"):
        page = render_crispy_form(Asked())
    assert page.count("(optional)") == 1
    assert page.index("(optional)") > page.index("Free")
