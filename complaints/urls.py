"""Addresses of complaints."""

from django.urls import path

from complaints.views import policies, queue, records, word_lists

app_name = "complaints"
urlpatterns = [
    path("complaints/", queue.index, name="index"),
    path("complaints/settings/policy/", policies.index, name="policies"),
    path("complaints/settings/policy/new/", policies.create, name="policy_create"),
    path("complaints/settings/policy/<int:version>/", policies.detail, name="policy"),
    path(
        "complaints/settings/policy/<int:version>/activate/",
        policies.activate,
        name="policy_activate",
    ),
    path(
        "complaints/settings/policy/<int:version>/limits/new/",
        policies.rule_create,
        name="rule_create",
    ),
    path(
        "complaints/settings/policy/<int:version>/limits/<int:pk>/",
        policies.rule_edit,
        name="rule_edit",
    ),
    path(
        "complaints/settings/policy/<int:version>/limits/<int:pk>/remove/",
        policies.rule_remove,
        name="rule_remove",
    ),
    path("complaints/settings/categories/", word_lists.categories, name="categories"),
    path(
        "complaints/settings/categories/new/",
        word_lists.category_create,
        name="category_create",
    ),
    path(
        "complaints/settings/categories/<int:pk>/",
        word_lists.category_edit,
        name="category_edit",
    ),
    path("complaints/settings/causes/", word_lists.causes, name="causes"),
    path(
        "complaints/settings/causes/new/", word_lists.cause_create, name="cause_create"
    ),
    path(
        "complaints/settings/causes/<int:pk>/",
        word_lists.cause_edit,
        name="cause_edit",
    ),
    path("complaints/<str:code>/", records.detail, name="detail"),
]
