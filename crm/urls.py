"""The site map. Pages over several apps stand here, the rest in the apps' own maps."""

from django.urls import include, path

from crm.views import (
    adoption,
    care_loops,
    complaints,
    customer,
    doubles,
    exports,
    handover,
    health,
    jobs,
    likes,
    manifest,
    passing_on,
    search,
    today,
)

job_pages = [
    path("<int:pk>/", jobs.detail, name="detail"),
    path("<int:pk>/cancel/", jobs.cancel, name="cancel"),
]

handover_pages = [
    path("", passing_on.index, name="index"),
    path("new/", passing_on.create, name="create"),
    path("<int:pk>/", passing_on.detail, name="detail"),
    path("<int:pk>/confirm/", passing_on.confirm, name="confirm"),
    path(
        "<int:pk>/promises/<int:promise_pk>/decline/",
        passing_on.decline,
        name="decline",
    ),
]

export_pages = [
    path("", exports.index, name="index"),
    path("new/", exports.create, name="create"),
    path("<int:pk>/", exports.detail, name="detail"),
    path("<int:pk>/decide/", exports.decide, name="decide"),
    path("<int:pk>/take-back/", exports.take_back, name="take_back"),
    path("<int:pk>/file/", exports.file, name="file"),
]

urlpatterns = [
    path("", today.home, name="home"),
    path("today/", today.index, name="today"),
    path("customers/<int:pk>/", customer.detail, name="customer"),
    path(
        "customers/<int:pk>/timeline/",
        customer.touchpoints,
        name="customer_timeline",
    ),
    path(
        "customers/<int:pk>/complaints/",
        complaints.index,
        name="customer_complaints",
    ),
    path("customers/<int:pk>/likes/", likes.index, name="customer_likes"),
    path("customers/<int:pk>/likes/new/", likes.create, name="customer_like"),
    path("customers/<int:pk>/assign/", handover.assign, name="customer_assign"),
    path("handovers/", include((handover_pages, "handovers"))),
    path("customers/<int:pk>/merge/", doubles.merge, name="customer_merge"),
    path("customers/<int:pk>/remove/", doubles.remove, name="customer_remove"),
    path("customers/<int:pk>/restore/", doubles.restore, name="customer_restore"),
    path("merges/<int:pk>/undo/", doubles.undo_merge, name="merge_undo"),
    path("adoption/", adoption.index, name="adoption"),
    path("adoption/<int:pk>/remind/", adoption.remind, name="adoption_remind"),
    path("complaints/loops/", care_loops.index, name="care_loops"),
    path(
        "complaints/loops/<str:source>/<int:pk>/", care_loops.detail, name="care_loop"
    ),
    path("exports/", include((export_pages, "exports"))),
    path("jobs/", include((job_pages, "jobs"))),
    path("manifest.webmanifest", manifest.manifest, name="manifest"),
    path("search/", search.index, name="search"),
    path("search/customers/", search.customers, name="search_customers"),
    path("search/complainants/", search.complainants, name="search_complainants"),
    path("search/colleagues/", search.colleagues, name="search_colleagues"),
    path("people/<int:pk>/handover/", handover.let_go, name="handover"),
    path("healthz", health.live, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("", include("accounts.urls")),
    path("", include("customers.urls")),
    path("", include("customers.lead_urls")),
    path("", include("visits.urls")),
    path("", include("complaints.urls")),
    path("", include("complaints.improvement_urls")),
]

handler400 = "crm.views.errors.bad_request"
handler403 = "crm.views.errors.forbidden"
handler404 = "crm.views.errors.not_found"
handler500 = "crm.views.errors.server_error"
