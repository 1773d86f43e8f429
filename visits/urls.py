"""Addresses of visits."""

from django.urls import path

from visits.views import lists, logs, opportunities, plans, records, reviews

app_name = "visits"
urlpatterns = [
    path("visits/", lists.index, name="index"),
    path("visits/plan/", plans.plan, name="plan"),
    path("visits/new/", logs.create, name="create"),
    path("customers/<int:customer_pk>/visits/new/", logs.create_for, name="create_for"),
    path("visits/<int:pk>/", records.detail, name="detail"),
    path("visits/<int:pk>/log/", logs.log, name="log"),
    path("visits/<int:pk>/edit/", logs.edit, name="edit"),
    path("visits/<int:pk>/undo/", logs.undo, name="undo"),
    path("visits/<int:pk>/discard/", logs.discard, name="discard"),
    path("visits/<int:pk>/withdraw/", logs.withdraw, name="withdraw"),
    path("visits/<int:pk>/take/", logs.take, name="take"),
    path("visits/offer/", logs.offer, name="offer"),
    path("visits/<int:pk>/reschedule/", plans.reschedule, name="reschedule"),
    path("visits/<int:pk>/cancel/", records.cancel, name="cancel"),
    path("visits/<int:pk>/addendum/", records.addendum, name="addendum"),
    path("visits/<int:pk>/photos/<int:photo_pk>/", records.photo, name="photo"),
    path(
        "feedback/<int:pk>/opportunity/", opportunities.take_up, name="take_up_intent"
    ),
    path("visits/<int:pk>/review/", reviews.review, name="review"),
]
