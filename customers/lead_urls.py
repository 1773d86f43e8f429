"""Addresses of leads."""

from django.urls import path

from customers.views.leads import (
    acts,
    analysis,
    campaigns,
    convert,
    create,
    detail,
    distribute,
    lists,
    prospecting,
)

app_name = "leads"
LEAD = "leads/<int:pk>/"

urlpatterns = [
    path("leads/", lists.index, name="index"),
    path("leads/new/", create.create, name="create"),
    path("leads/duplicates/", create.duplicates, name="duplicates"),
    path("leads/distribute/", distribute.distribute, name="distribute"),
    path("leads/distribute/pause/", distribute.pause, name="pause"),
    path("leads/rules/new/", distribute.rule_create, name="rule_create"),
    path("leads/rules/<int:pk>/", distribute.rule_edit, name="rule"),
    path("leads/rules/<int:pk>/remove/", distribute.rule_remove, name="rule_remove"),
    path("leads/analysis/", analysis.analysis, name="analysis"),
    path("leads/prospecting/", prospecting.plan, name="prospecting"),
    path("leads/prospecting/<int:pk>/", prospecting.found, name="prospects"),
    path(
        "leads/prospecting/<int:pk>/target/", prospecting.target, name="prospect_target"
    ),
    path("leads/campaigns/", campaigns.index, name="campaigns"),
    path("leads/campaigns/new/", campaigns.create, name="campaign_create"),
    path("leads/campaigns/<int:pk>/", campaigns.edit, name="campaign"),
    path(LEAD, detail.detail, name="detail"),
    path(f"{LEAD}edit/", detail.edit, name="edit"),
    path(f"{LEAD}touch/", acts.touch, name="touch"),
    path(f"{LEAD}stage/", acts.stage, name="stage"),
    path(f"{LEAD}win/", acts.win, name="win"),
    path(f"{LEAD}lose/", acts.lose, name="lose"),
    path(f"{LEAD}reopen/", acts.reopen, name="reopen"),
    path(f"{LEAD}assign/", acts.assign, name="assign"),
    path(f"{LEAD}hand-over/", acts.hand_over, name="hand_over"),
    path(f"{LEAD}accept/", acts.accept, name="accept"),
    path(f"{LEAD}give-back/", acts.give_back, name="give_back"),
    path(f"{LEAD}release/", acts.release, name="release"),
    path(f"{LEAD}claim/", acts.claim, name="claim"),
    path(f"{LEAD}reveal/", acts.reveal, name="reveal"),
    path(f"{LEAD}dial/", acts.dial, name="dial"),
    path(f"{LEAD}convert/", convert.convert, name="convert"),
]
