"""Documents of the demo company: contracts on paper, some of them scanned."""

import datetime
import hashlib
from random import Random

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from crm.demo.calendar import ZONE
from customers.choices.archive import BusinessLine
from customers.choices.documents import DocumentKind, Scan
from customers.models import Document, DocumentFile, Purchase, RetentionClass
from customers.retention import keep_until

MOST = 40
SCANNED_SHARE = 0.4
# The class of each type, by its shipped name.
CLASSES = {
    DocumentKind.CONTRACT: "合同与协议",
    DocumentKind.WORK_ORDER: "维修委托书",
    DocumentKind.SETTLEMENT: "结算单与票据",
}
# business line: what stands on paper of it
PAPERS = {
    BusinessLine.SALES: (DocumentKind.CONTRACT, "购车合同"),
    BusinessLine.SERVICE: (DocumentKind.WORK_ORDER, "维修委托书"),
    BusinessLine.INSURANCE: (DocumentKind.SETTLEMENT, "保险结算单"),
}
PAGE = (
    "%PDF-1.4\n"
    "1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\n"
    "2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj\n"
    "3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
    "/Resources <</Font <</F1 <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>>"
    ">> endobj\n"
    "4 0 obj <</Length {length}>> stream\n{text}\nendstream endobj\n"
    "trailer <</Root 1 0 R>>\n%%EOF\n"
)


def documents(bought: list[Purchase], draw: Random) -> list[Document]:
    """Return the papers of the latest invoices; links and classes come at storing."""
    heads = [line for line in bought if line.ordinal == 1 and not line.is_credit]
    told = [line for line in heads if line.business_line in PAPERS]
    return [_paper(line, draw) for line in told[-MOST:]]


def file_away(made: list[Document]) -> list[Document]:
    """Give each the class of its type, and the day until which it is kept."""
    classes = {one.name_zh: one for one in RetentionClass.objects.all()}
    for document in made:
        document.retention = classes[CLASSES[document.kind]]
        document.keep_until = keep_until(
            document.retention.starts,
            document.retention.years,
            dated=document.dated_on,
            expiry=document.valid_until,
            filed=document.filed_at.astimezone(ZONE).date(),
        )
    return made


def scans(made: list[Document]) -> list[DocumentFile]:
    """Store a small file for each document that says it was scanned."""
    return [_scan(one) for one in made if one.scan == Scan.SCANNED]


def _paper(line: Purchase, draw: Random) -> Document:
    kind, title = PAPERS[line.business_line]
    day = line.bought_at.astimezone(ZONE).date()
    is_contract = kind == DocumentKind.CONTRACT
    return Document(
        customer=line.customer,
        kind=kind,
        title=title,
        number=line.invoice,
        dated_on=day,
        valid_until=day + datetime.timedelta(days=3 * 365) if is_contract else None,
        purchase=line,
        scan=Scan.SCANNED if draw.random() < SCANNED_SHARE else Scan.PAPER,
        paper_at=line.branch,
        shelf=f"{draw.choice('ABC')}{draw.randint(1, 6)}",
        box=f"{day:%Y}-{draw.randint(1, 12):02d}",
        filed_by=line.customer.owner,
        filed_at=line.bought_at,
    )


def _scan(document: Document) -> DocumentFile:
    words = f"BT /F1 14 Tf 60 760 Td ({document.number}  {document.dated_on}) Tj ET"
    content = PAGE.format(length=len(words), text=words).encode()
    digest = hashlib.sha256(content).hexdigest()
    name = f"documents/{digest[:2]}/{digest[:32]}.pdf"
    if not default_storage.exists(name):
        default_storage.save(name, ContentFile(content))
    return DocumentFile(
        document=document,
        name=f"{document.number}.pdf",
        stored_as=name,
        content_type="application/pdf",
        byte_count=len(content),
        digest=digest,
        created_at=document.filed_at,
    )
