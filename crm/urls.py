"""The site map. Pages over several apps stand here, the rest in the apps' own maps."""

from django.urls import include, path

from crm.views import (
    customer,
    handover,
    health,
    jobs,
    manifest,
    search,
    today,
)

job_pages = [
    path("<int:pk>/", jobs.detail, name="detail"),
    path("<int:pk>/cancel/", jobs.cancel, name="cancel"),
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
    path("customers/<int:pk>/assign/", handover.assign, name="customer_assign"),
    path("jobs/", include((job_pages, "jobs"))),
    path("manifest.webmanifest", manifest.manifest, name="manifest"),
    path("search/", search.index, name="search"),
    path("search/customers/", search.customers, name="search_customers"),
    path("search/colleagues/", search.colleagues, name="search_colleagues"),
    path("people/<int:pk>/handover/", handover.let_go, name="handover"),
    path("healthz/", health.live, name="healthz"),
    path("readyz/", health.ready, name="readyz"),
    path("", include("accounts.urls")),
    path("", include("customers.urls")),
    path("", include("visits.urls")),
]

handler400 = "crm.views.errors.bad_request"
handler403 = "crm.views.errors.forbidden"
handler404 = "crm.views.errors.not_found"
handler500 = "crm.views.errors.server_error"
