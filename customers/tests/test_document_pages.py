"""The pages about documents: filing, the files themselves, the register."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import AuditEntry
from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from customers.models import Document, RetentionClass
from customers.services import documents
from customers.tests.document_builders import file_document, pdf, retention_class
from customers.uploads import checked

pytestmark = pytest.mark.django_db
HTML = b"<script>alert(1)</script>"


@pytest.fixture
def customer(cast, client):
    client.force_login(cast.anna)
    return make_customer(cast.anna, name="王小明")


def sent(content: bytes, name: str = "合同.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "text/html")


def form(**overrides) -> dict:
    said = {"kind": "CONTRACT", "title": "购车合同", "version": 1,
            "submission_key": uuid.uuid4()}  # fmt: skip
    said["retention"] = retention_class().pk
    return said | overrides


def filed(customer, **overrides) -> Document:
    one = checked(sent(pdf()), "王小明 合同.pdf")
    return file_document(customer, uploads=[one], **overrides)


def test_the_form_files_several_files_and_the_card_shows_them(client, customer, cast):
    address = f"/customers/{customer.pk}/documents/"
    said = form(uploads=[sent(pdf()), sent(pdf(), "附件.pdf")], shelf="A3",
                paper_at=cast.east.pk)  # fmt: skip
    assert client.post(f"{address}new/", said).url == address
    html = client.get(address).content.decode()
    for word in ("购车合同", "合同.pdf", "附件.pdf", "A3"):
        assert word in html


def test_what_is_no_document_is_refused_and_nothing_left(client, customer, tmp_path):
    address = f"/customers/{customer.pk}/documents/new/"
    page = client.post(address, form(uploads=[sent(pdf()), sent(HTML)]))
    assert page.status_code == 200
    assert page.context["form"].errors["uploads"]
    assert not Document.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_file_is_sent_as_something_to_keep_and_nothing_else(client, customer):
    document = filed(customer)
    kept = document.files.get()
    address = f"/customers/{customer.pk}/documents/{document.pk}/files/{kept.pk}/"
    answer = client.get(address)
    assert answer.content == pdf()
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Type"] == "application/pdf"
    entry = AuditEntry.objects.get(action="document.opened")
    assert entry.customer_id == customer.pk


@pytest.mark.parametrize(
    ("who", "status"),
    [("anna", 200), ("carol", 200), ("max", 200), ("dan", 200), ("nina", 200),
     ("ben", 404), ("dora", 404), ("sam", 404), ("cleo", 403), ("lia", 403),
     ("adam", 403)],
)  # fmt: skip
def test_a_file_is_for_those_who_see_documents_of_its_customer(
    client, cast, customer, who, status
):
    document = filed(customer)
    client.force_login(getattr(cast, who))
    kept = document.files.get().pk
    address = f"/customers/{customer.pk}/documents/{document.pk}/files/{kept}/"
    assert client.get(address).status_code == status


def test_no_file_is_reached_through_another_customer_or_document(
    client, cast, customer
):
    document, mine = filed(customer), make_customer(cast.dora)
    own = filed(mine)
    client.force_login(cast.dora)
    kept = document.files.get().pk
    for path in (f"{mine.pk}/documents/{document.pk}", f"{mine.pk}/documents/{own.pk}"):
        assert client.get(f"/customers/{path}/files/{kept}/").status_code == 404
    assert client.get(
        f"/customers/{mine.pk}/documents/{document.pk}/"
    ).status_code == 404  # fmt: skip


def test_what_was_removed_is_seen_by_keepers_alone(client, cast, customer):
    document = filed(customer, title="归错的合同")
    address = f"/customers/{customer.pk}/documents/"
    page = client.post(f"{address}{document.pk}/remove/", {"reason": "归错"})
    assert page.status_code == 302
    file_address = f"{address}{document.pk}/files/{document.files.get().pk}/"
    assert "归错的合同" in client.get(address).content.decode()
    assert client.get(file_address).status_code == 200
    client.force_login(cast.dan)
    assert "归错的合同" not in client.get(address).content.decode()
    assert client.get(file_address).status_code == 404
    client.force_login(cast.anna)
    client.post(f"{address}{document.pk}/restore/")
    assert Document.objects.get().is_kept


def test_who_looks_as_another_sees_titles_veiled_and_no_file(client, cast, customer):
    document = filed(customer, title="机密合同", number="机密号")
    document.files.update(name="机密.pdf")
    documents.opened(document.files.get(), actor=cast.anna, at=NOON)
    client.force_login(cast.adam)
    client.post(f"/see-as/{cast.anna.pk}/")
    his = f"/customers/{customer.pk}/"
    address = f"{his}documents/"
    for page in (address, "/documents/", his, f"{his}timeline/", f"{his}history/"):
        assert "机密" not in client.get(page).content.decode()
    file_address = f"{address}{document.pk}/files/{document.files.get().pk}/"
    assert client.get(file_address).status_code == 404


def test_the_second_editor_of_a_document_is_told(client, customer, cast):
    document = file_document(customer)
    address = f"/customers/{customer.pk}/documents/{document.pk}/"
    said = form(paper_at=cast.east.pk, submission_key="")
    assert client.post(address, said | {"box": "1"}).status_code == 302
    page = client.post(address, said | {"box": "2"})
    assert page.status_code == 200
    assert Document.objects.get().box == "1"


def shown(client, query: str = "") -> set[str]:
    page = client.get(f"/documents/?{query}").context["page"]
    return {row.title for row in page.rows}


def test_the_register_shows_the_papers_of_ones_reach(client, cast, customer):
    today = timezone.localdate()
    file_document(customer, title="纸", shelf="A3", box="7")
    filed(customer, title="扫描")
    ending = today.replace(year=today.year - 10, day=1) + timedelta(days=40)
    filed(customer, title="到期", dated_on=ending, kind="SETTLEMENT")
    gone = filed(customer, title="移除")
    documents.remove(gone, actor=cast.anna, reason="错", at=NOON)
    file_document(make_customer(cast.dora), title="别店")
    assert shown(client) == {"纸", "扫描", "到期"}
    assert shown(client, "view=scan") == {"纸"}
    assert shown(client, "view=ending") == {"到期"}
    assert shown(client, f"paper_at={cast.east.pk}&shelf=A3&box=7") == {"纸"}
    assert shown(client, "kind=SETTLEMENT") == {"到期"}
    assert shown(client, "kind=NONSENSE&paper_at=x") == {"纸", "扫描", "到期"}
    client.force_login(cast.dan)
    assert shown(client) == {"纸", "扫描", "到期", "别店"}


@pytest.mark.parametrize("view", ["all", "ending"])
def test_the_register_pages_by_keys_and_leaves_nothing_out(client, customer, view):
    day = timezone.localdate() - timedelta(days=3649)
    for number in range(30):
        file_document(customer, title=f"{number}", dated_on=day)
    first = client.get(f"/documents/?view={view}")
    second = client.get(f"/documents/{first.context['older_url']}")
    titles = [
        row.title for page in (first, second) for row in page.context["page"].rows
    ]
    assert sorted(titles, key=int) == [f"{number}" for number in range(30)]


@pytest.mark.parametrize("page", ["/documents/", "/customers/{}/documents/"])
def test_a_page_costs_the_same_for_two_documents_as_for_twelve(
    client, cast, customer, count_queries, page
):
    client.force_login(cast.max)
    address = page.format(customer.pk)
    client.get(address)  # the first look is recorded
    costs = []
    for more in (2, 10):
        for _number in range(more):
            filed(customer)
        costs.append(count_queries(lambda: client.get(address)))
    assert costs[0] == costs[1]


def test_retention_is_changed_on_its_page(client, cast, customer):
    client.force_login(cast.nina)
    kept = retention_class()
    address = f"/documents/retention/{kept.pk}/"
    said = {"name_zh": kept.name_zh, "name_en": kept.name_en, "starts": "DATED",
            "years": 12, "version": 1}  # fmt: skip
    assert client.post(address, said).url == "/documents/retention/"
    assert client.post(address, said | {"years": 20}).status_code == 200
    assert client.post(address, said | {"years": 0, "version": 2}).status_code == 200
    assert RetentionClass.objects.get(pk=kept.pk).years == 12
    new = said | {"name_zh": "保险单", "name_en": "Policies"}
    assert client.post("/documents/retention/new/", new).status_code == 302
    assert client.post("/documents/retention/new/", new).status_code == 200
