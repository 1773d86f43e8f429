"""The first two, three and four letters of a name become lexemes of their own.

As `customers.lexemes` says them since: here for the rows that stand already.
"""

from django.db import migrations

HEADS = """
UPDATE customers_customer SET search = search || array_to_tsvector(ARRAY(
    SELECT DISTINCT 'h:' || substr(lexeme, 3, few)
    FROM unnest(tsvector_to_array(search)) lexeme, generate_series(2, 4) few
    WHERE lexeme ~ '^[piqjw]:' AND length(lexeme) >= few + 2
))
"""


class Migration(migrations.Migration):
    dependencies = [("customers", "0008_histories_cannot_be_emptied")]

    operations = [migrations.RunSQL(HEADS, migrations.RunSQL.noop)]
