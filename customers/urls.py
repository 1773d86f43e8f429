"""Addresses of the archive."""

from django.urls import path

from customers.views import (
    assets,
    consent,
    consent_texts,
    contacts,
    create,
    documents,
    doubles,
    history,
    import_steps,
    imports,
    ledger,
    likes,
    lists,
    numbers,
    opportunities,
    own_fields,
    profile,
    purchases,
    register,
    stages,
    tags,
    validity,
)

app_name = "customers"
IMPORT = "imports/<int:pk>/"
DOUBLE = "customers/doubles/<int:pk>/"
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
    path("customers/duplicates/ask/", create.ask, name="duplicates_ask"),
    path("customers/doubles/", doubles.index, name="doubles"),
    path("customers/doubles/scan/", doubles.scan, name="doubles_scan"),
    path(f"{DOUBLE}propose/", doubles.propose, name="double_propose"),
    path(f"{DOUBLE}apart/", doubles.tell_apart, name="double_tell_apart"),
    path("customers/bin/", doubles.bin_, name="bin"),
    path("customers/<int:pk>/profile/", profile.profile, name="profile"),
    path("customers/<int:pk>/profile/<slug:section>/", profile.section, name="section"),
    path("customers/<int:pk>/contacts/", contacts.index, name="contacts"),
    path("customers/<int:pk>/contacts/new/", contacts.create, name="contact_create"),
    path(CONTACT, contacts.edit, name="contact_edit"),
    path(f"{CONTACT}remove/", contacts.remove, name="contact_remove"),
    path("customers/<int:pk>/purchases/", purchases.index, name="purchases"),
    path("customers/<int:pk>/consent/", consent.index, name="consent"),
    path("customers/<int:pk>/consent/record/", consent.record, name="consent_record"),
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
    path("customers/<int:pk>/tags/", tags.put, name="put_tags"),
    path("customers/<int:pk>/own/", own_fields.answer, name="answer"),
    path("customers/<int:pk>/verified/", validity.verified, name="verified"),
    path("customers/<int:pk>/unreachable/", validity.unreachable, name="unreachable"),
    path("customers/<int:pk>/check/", validity.check, name="check"),
    path("customers/<int:pk>/likes/<int:like_pk>/drop/", likes.drop, name="like_drop"),
    path(
        "customers/<int:pk>/opportunities/new/",
        opportunities.create,
        name="opportunity_create",
    ),
    path("opportunities/", opportunities.index, name="opportunities"),
    path("opportunities/<int:pk>/", opportunities.detail, name="opportunity"),
    path("opportunities/<int:pk>/edit/", opportunities.edit, name="opportunity_edit"),
    path("opportunities/<int:pk>/move/", opportunities.move, name="opportunity_move"),
    path("stages/", stages.index, name="stages"),
    path("stages/rule/", stages.rule, name="stage_rule"),
    path("tags/", tags.index, name="tags"),
    path("tags/new/", tags.create, name="tag_create"),
    path("tags/<int:pk>/", tags.edit, name="tag_edit"),
    path("tags/<int:pk>/archive/", tags.archive, name="tag_archive"),
    path("tags/<int:pk>/restore/", tags.restore, name="tag_restore"),
    path("own-fields/", own_fields.index, name="own_fields"),
    path("own-fields/new/", own_fields.create, name="own_field_create"),
    path("own-fields/<int:pk>/", own_fields.edit, name="own_field_edit"),
    path("own-fields/<int:pk>/archive/", own_fields.archive, name="own_field_archive"),
    path("own-fields/<int:pk>/restore/", own_fields.restore, name="own_field_restore"),
    path("consent-texts/", consent_texts.index, name="consent_texts"),
    path("consent-texts/<slug:purpose>/", consent_texts.edit, name="consent_text"),
    path(
        "consent-texts/<slug:purpose>/publish/",
        consent_texts.publish,
        name="consent_text_publish",
    ),
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
