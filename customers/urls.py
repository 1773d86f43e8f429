"""Addresses of the archive."""

from django.urls import path

from customers.views import (
    assets,
    contacts,
    create,
    documents,
    history,
    import_steps,
    imports,
    ledger,
    lists,
    numbers,
    profile,
    purchases,
    register,
)

app_name = "customers"
IMPORT = "imports/<int:pk>/"
CONTACT = "customers/<int:pk>/contacts/<int:contact_pk>/"
BOUGHT = "customers/<int:pk>/purchases/"
ASSETS = "customers/<int:pk>/assets/"
ASSET = f"{ASSETS}<int:asset_pk>/"
DOCUMENTS = "customers/<int:pk>/documents/"
DOCUMENT = f"{DOCUMENTS}<int:document_pk>/"

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
    path(ASSETS, assets.index, name="assets"),
    path(f"{ASSETS}new/", assets.create, name="asset_create"),
    path(ASSET, assets.edit, name="asset_edit"),
    path(f"{ASSET}mileage/", assets.mileage, name="asset_mileage"),
    path(f"{ASSET}state/", assets.state, name="asset_state"),
    path(BOUGHT, purchases.index, name="purchases"),
    path(f"{BOUGHT}new/", ledger.create, name="purchase_create"),
    path(f"{BOUGHT}<int:purchase_pk>/refund/", ledger.refund, name="purchase_refund"),
    path(f"{BOUGHT}<int:purchase_pk>/void/", ledger.void, name="purchase_void"),
    path(DOCUMENTS, documents.index, name="documents"),
    path(f"{DOCUMENTS}new/", documents.create, name="document_create"),
    path(DOCUMENT, documents.edit, name="document_edit"),
    path(f"{DOCUMENT}remove/", documents.remove, name="document_remove"),
    path(f"{DOCUMENT}restore/", documents.restore, name="document_restore"),
    path(f"{DOCUMENT}files/<int:file_pk>/", documents.download, name="document_file"),
    path("documents/", register.index, name="register"),
    path("documents/retention/", register.retention, name="retention"),
    path(
        "documents/retention/new/", register.retention_create, name="retention_create"
    ),
    path(
        "documents/retention/<int:pk>/", register.retention_edit, name="retention_edit"
    ),
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
    path(f"{IMPORT}errors/", import_steps.errors, name="import_errors"),
    path(f"{IMPORT}discard/", import_steps.discard, name="import_discard"),
]
