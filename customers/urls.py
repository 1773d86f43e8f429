"""Addresses of the archive."""

from django.urls import path

from customers.views import (
    contacts,
    create,
    history,
    import_steps,
    imports,
    lists,
    numbers,
    profile,
    purchases,
)

app_name = "customers"
IMPORT = "imports/<int:pk>/"
CONTACT = "customers/<int:pk>/contacts/<int:contact_pk>/"

urlpatterns = [
    path("customers/", lists.index, name="index"),
    path("customers/new/", create.create, name="create"),
    path("customers/duplicates/", create.duplicates, name="duplicates"),
    path("customers/<int:pk>/profile/", profile.profile, name="profile"),
    path("customers/<int:pk>/profile/<slug:section>/", profile.section, name="section"),
    path("customers/<int:pk>/contacts/", contacts.index, name="contacts"),
    path("customers/<int:pk>/contacts/new/", contacts.create, name="contact_create"),
    path(CONTACT, contacts.edit, name="contact_edit"),
    path(f"{CONTACT}remove/", contacts.remove, name="contact_remove"),
    path("customers/<int:pk>/purchases/", purchases.index, name="purchases"),
    path("customers/<int:pk>/history/", history.index, name="history"),
    path("customers/<int:pk>/reveal/", numbers.reveal, name="reveal"),
    path("customers/<int:pk>/dial/", numbers.dial, name="dial"),
    path("customers/<int:pk>/next-contact/", numbers.next_contact, name="next_contact"),
    path("imports/", imports.index, name="imports"),
    path("imports/new/", imports.create, name="import_create"),
    path("imports/template/", imports.template, name="import_template"),
    path(IMPORT, imports.detail, name="import_detail"),
    path(f"{IMPORT}match/", import_steps.match, name="import_match"),
    path(f"{IMPORT}run/", import_steps.run, name="import_run"),
    path(
        f"{IMPORT}rows/<int:number>/leave-out/",
        import_steps.leave_out,
        name="import_leave_out",
    ),
    path(f"{IMPORT}words/", import_steps.explain, name="import_explain"),
    path(f"{IMPORT}undo/", import_steps.undo, name="import_undo"),
    path(
        f"{IMPORT}matchings/<int:saved_pk>/forget/",
        import_steps.forget_matching,
        name="import_forget_matching",
    ),
    path(f"{IMPORT}errors/", import_steps.errors, name="import_errors"),
    path(f"{IMPORT}discard/", import_steps.discard, name="import_discard"),
]
