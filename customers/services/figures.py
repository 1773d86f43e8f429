"""What a customer's row keeps of his purchases, counted anew from the ledger."""

from collections.abc import Iterable

from django.db import connection
from django.utils import timezone

# Who counts a customer waits for who counted him: each must see the other's lines.
LOCK = """
    SELECT count(*) FROM (
        SELECT 1 FROM customers_customer
        WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE
    ) AS locked
"""
# A credit note is no purchase, but it lowers what was bought; what was voided is none.
RECOUNT = """
    UPDATE customers_customer AS customer
    SET purchase_count = ledger.invoices,
        purchase_total = ledger.total,
        last_purchase_on = ledger.last_on
    FROM (
        SELECT asked.id AS customer_id,
            count(DISTINCT (source, invoice))
                FILTER (WHERE NOT is_credit AND voided_at IS NULL) AS invoices,
            coalesce(round(
                sum(amount) FILTER (WHERE voided_at IS NULL), 2), 0) AS total,
            (max(bought_at) FILTER (WHERE NOT is_credit AND voided_at IS NULL)
                AT TIME ZONE %s)::date AS last_on
        FROM unnest(%s::bigint[]) AS asked (id)
        LEFT JOIN customers_purchase ON customer_id = asked.id
        GROUP BY asked.id
    ) AS ledger
    WHERE customer.id = ledger.customer_id
        AND (purchase_count, purchase_total, last_purchase_on)
            IS DISTINCT FROM (ledger.invoices, ledger.total, ledger.last_on)
"""


def recount(customer_ids: Iterable[int]) -> int:
    """Bring count, total and last day of these customers up to date; two statements.

    Returns how many stood otherwise. Not a change in itself: no trail, no version.
    Belongs into a transaction.
    """
    zone, ids = timezone.get_default_timezone_name(), list(customer_ids)
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [ids])
        cursor.execute(RECOUNT, [zone, ids])
        return cursor.rowcount
