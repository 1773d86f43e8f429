"""Addresses of complaints."""

from django.urls import path

from complaints.views import evidence, inbound, intake, queue, records

app_name = "complaints"
urlpatterns = [
    path("complaints/", queue.index, name="index"),
    path("say/", inbound.say, name="say"),
    path("say/thanks/", inbound.thanks, name="thanks"),
    path("complaints/new/", intake.create, name="create"),
    path("complaints/new/live/", intake.live, name="live"),
    path(
        "customers/<int:customer_pk>/complaints/new/",
        intake.create_for,
        name="create_for",
    ),
    path("complaints/inbound/", inbound.index, name="inbound"),
    path("complaints/inbound/<int:pk>/", inbound.detail, name="inbound_detail"),
    path(
        "complaints/inbound/<int:pk>/register/",
        inbound.register,
        name="inbound_register",
    ),
    path(
        "complaints/inbound/<int:pk>/dismiss/",
        inbound.dismiss,
        name="inbound_dismiss",
    ),
    path(
        "complaints/inbound/<int:pk>/files/<int:file_pk>/",
        evidence.download_of_message,
        name="inbound_file",
    ),
    path("feedback/<int:pk>/complaint/", intake.from_feedback, name="take_up_feedback"),
    path("visits/<int:pk>/complaint/", intake.from_visit, name="take_up_visit"),
    path("complaints/<str:code>/", records.detail, name="detail"),
    path("complaints/<str:code>/registered/", intake.registered, name="registered"),
    path("complaints/<str:code>/receipt/", intake.receipt, name="receipt"),
    path("complaints/<str:code>/files/", evidence.add, name="file_add"),
    path("complaints/<str:code>/files/<int:pk>/", evidence.download, name="file"),
]
