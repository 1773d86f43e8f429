import datetime
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.comparison
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0020_shipped_departments"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("customers", "0025_index_orders"),
        ("visits", "0008_waiting_feedback"),
    ]

    operations = [
        migrations.CreateModel(
            name="ImprovementNumber",
            fields=[
                (
                    "year",
                    models.PositiveSmallIntegerField(primary_key=True, serialize=False),
                ),
                ("last", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Number",
            fields=[
                (
                    "year",
                    models.PositiveSmallIntegerField(primary_key=True, serialize=False),
                ),
                ("last", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Category",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "code",
                    models.SlugField(max_length=30, unique=True, verbose_name="code"),
                ),
                (
                    "name_zh",
                    models.CharField(max_length=60, verbose_name="name, Chinese"),
                ),
                (
                    "name_en",
                    models.CharField(max_length=60, verbose_name="name, English"),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="place in the list"
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                (
                    "keywords",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        default=list,
                        size=40,
                    ),
                ),
                (
                    "severity",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "minor"),
                            (2, "normal"),
                            (3, "serious"),
                            (4, "major"),
                        ],
                        default=2,
                        verbose_name="severity at first",
                    ),
                ),
                (
                    "is_safety",
                    models.BooleanField(
                        default=False, verbose_name="a matter of safety"
                    ),
                ),
                (
                    "checklist_zh",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="checklist, Chinese"
                    ),
                ),
                (
                    "checklist_en",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="checklist, English"
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="accounts.department",
                        verbose_name="department that answers for it",
                    ),
                ),
            ],
            options={
                "verbose_name": "category",
                "verbose_name_plural": "categories",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("severity__in", [1, 2, 3, 4])),
                        name="complaintcategory_severity_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("code", models.SlugField(max_length=30, verbose_name="code")),
                ("version", models.PositiveSmallIntegerField(verbose_name="version")),
                (
                    "use",
                    models.CharField(
                        choices=[
                            ("RECEIPT", "receipt confirmed"),
                            ("PROGRESS", "progress"),
                            ("RESULT", "result"),
                            ("ANSWER", "answer to a question"),
                        ],
                        max_length=10,
                        verbose_name="used for",
                    ),
                ),
                (
                    "title_zh",
                    models.CharField(max_length=80, verbose_name="title, Chinese"),
                ),
                (
                    "title_en",
                    models.CharField(max_length=80, verbose_name="title, English"),
                ),
                (
                    "text_zh",
                    models.TextField(max_length=2000, verbose_name="text, Chinese"),
                ),
                (
                    "text_en",
                    models.TextField(max_length=2000, verbose_name="text, English"),
                ),
                (
                    "liability",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("OURS", "ours"),
                            ("SUPPLIER", "supplier or manufacturer"),
                            ("CUSTOMER", "customer"),
                            ("NOBODY", "nobody"),
                        ],
                        max_length=8,
                        verbose_name="only where the fault is",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("DRAFT", "waits for approval"),
                            ("APPROVED", "approved"),
                            ("RETIRED", "out of use"),
                        ],
                        default="DRAFT",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("made_at", models.DateTimeField(verbose_name="written")),
                (
                    "approved_at",
                    models.DateTimeField(null=True, verbose_name="approved"),
                ),
                (
                    "retired_at",
                    models.DateTimeField(null=True, verbose_name="taken out of use"),
                ),
                (
                    "approver",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="complaints.category",
                        verbose_name="only of the category",
                    ),
                ),
            ],
            options={
                "verbose_name": "approved answer",
                "verbose_name_plural": "approved answers",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("code", "version"), name="answer_version_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["DRAFT", "APPROVED"])),
                        fields=("code", "state"),
                        name="answer_one_draft_one_approved",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["DRAFT", "APPROVED", "RETIRED"]),
                            ("use__in", ["RECEIPT", "PROGRESS", "RESULT", "ANSWER"]),
                            models.Q(("text_zh", ""), _negated=True),
                            models.Q(("text_en", ""), _negated=True),
                        ),
                        name="answer_words_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("approved_at", None),
                                ("approver", None),
                                ("state", "DRAFT"),
                            ),
                            models.Q(
                                models.Q(("state", "DRAFT"), _negated=True),
                                ("approved_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="answer_in_use_is_approved",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("author", None),
                            ("state", "DRAFT"),
                            models.Q(
                                ("approver__isnull", False),
                                models.Q(
                                    ("approver", models.F("author")), _negated=True
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="answer_approved_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("retired_at__isnull", False), ("state", "RETIRED")
                            ),
                            models.Q(
                                models.Q(("state", "RETIRED"), _negated=True),
                                ("retired_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="answer_retired_iff_dated",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Cause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "code",
                    models.SlugField(max_length=30, unique=True, verbose_name="code"),
                ),
                (
                    "name_zh",
                    models.CharField(max_length=60, verbose_name="name, Chinese"),
                ),
                (
                    "name_en",
                    models.CharField(max_length=60, verbose_name="name, English"),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="place in the list"
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="below",
                        to="complaints.cause",
                        verbose_name="belongs to",
                    ),
                ),
            ],
            options={
                "verbose_name": "root cause",
                "verbose_name_plural": "root causes",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("parent", models.F("pk")), _negated=True),
                        name="cause_not_its_own_parent",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Compensation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("REFUND", "refund"),
                            ("FREE_REPAIR", "free repair"),
                            ("DISCOUNT", "discount"),
                            ("GIFT", "gift"),
                            ("CASH", "payment in money"),
                            ("OTHER", "something else"),
                        ],
                        max_length=12,
                        verbose_name="what he gets",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2, max_digits=12, verbose_name="worth (yuan)"
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="why")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("PROPOSED", "waiting for a decision"),
                            ("RETURNED", "returned"),
                            ("APPROVED", "approved"),
                            ("REJECTED", "rejected"),
                            ("WITHDRAWN", "withdrawn"),
                            ("GIVEN", "given"),
                        ],
                        default="PROPOSED",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("proposed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "decision",
                    models.CharField(blank=True, max_length=500, verbose_name="remark"),
                ),
                (
                    "limit",
                    models.DecimalField(decimal_places=2, max_digits=12, null=True),
                ),
                ("given_at", models.DateTimeField(null=True)),
                (
                    "receipt",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="receipt"
                    ),
                ),
                ("submission_key", models.UUIDField(editable=False, unique=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "compensation",
                "verbose_name_plural": "compensation",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "PROPOSED")),
                        fields=["proposed_at", "id"],
                        name="compensation_waiting",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "REFUND",
                                    "FREE_REPAIR",
                                    "DISCOUNT",
                                    "GIFT",
                                    "CASH",
                                    "OTHER",
                                ],
                            ),
                            (
                                "state__in",
                                [
                                    "PROPOSED",
                                    "RETURNED",
                                    "APPROVED",
                                    "REJECTED",
                                    "WITHDRAWN",
                                    "GIVEN",
                                ],
                            ),
                        ),
                        name="compensation_words_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount__gt", 0), models.Q(("reason", ""), _negated=True)
                        ),
                        name="compensation_is_worth_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(
                                ("decided_by", models.F("proposed_by")), _negated=True
                            ),
                            _connector="OR",
                        ),
                        name="compensation_decided_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "PROPOSED"),
                                ("decided_at", None),
                                ("decided_by", None),
                                ("limit", None),
                            ),
                            models.Q(
                                (
                                    "state__in",
                                    ["RETURNED", "APPROVED", "REJECTED", "GIVEN"],
                                ),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("limit__isnull", False),
                            ),
                            ("state", "WITHDRAWN"),
                            _connector="OR",
                        ),
                        name="compensation_decided_as_its_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["RETURNED", "REJECTED"]), _negated=True
                            ),
                            models.Q(("decision", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="compensation_refused_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("given_at__isnull", False),
                                ("state", "GIVEN"),
                                ("given_by__isnull", False),
                                models.Q(("receipt", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "GIVEN"), _negated=True),
                                ("given_at", None),
                                ("given_by", None),
                                ("receipt", ""),
                            ),
                            _connector="OR",
                        ),
                        name="compensation_given_has_receipt",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Complaint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        editable=False,
                        max_length=20,
                        unique=True,
                        verbose_name="number",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("COMPLAINT", "complaint"),
                            ("GRUMBLE", "grumble"),
                            ("SUGGESTION", "suggestion"),
                            ("ENQUIRY", "enquiry"),
                            ("PRAISE", "praise"),
                        ],
                        default="COMPLAINT",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("PHONE", "phone"),
                            ("COUNTER", "at the counter"),
                            ("VISIT", "visit"),
                            ("WECHAT", "WeChat"),
                            ("SMS", "text message"),
                            ("EMAIL", "e-mail"),
                            ("WEB", "web form"),
                            ("LETTER", "letter"),
                            ("MEDIA", "media, social networks"),
                            ("REGULATOR", "regulator"),
                        ],
                        max_length=10,
                        verbose_name="came in by",
                    ),
                ),
                (
                    "said_by",
                    models.CharField(blank=True, max_length=60, verbose_name="said by"),
                ),
                (
                    "reply_phone",
                    models.CharField(
                        blank=True, max_length=32, verbose_name="phone for the answer"
                    ),
                ),
                (
                    "reply_email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="e-mail for the answer"
                    ),
                ),
                (
                    "severity",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "minor"),
                            (2, "normal"),
                            (3, "serious"),
                            (4, "major"),
                        ],
                        default=2,
                        verbose_name="severity",
                    ),
                ),
                (
                    "major_reasons",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("SAFETY", "injury or safety"),
                                ("MEDIA", "media or public attention"),
                                ("REGULATOR", "a regulator is involved"),
                                ("AMOUNT", "a large amount is claimed"),
                                ("GROUP", "several customers together"),
                                ("REPEAT", "complained repeatedly"),
                                ("TIER", "a customer of the highest tier"),
                                ("JUDGED", "declared by whoever leads it"),
                            ],
                            max_length=10,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "words",
                    models.TextField(max_length=4000, verbose_name="customer's words"),
                ),
                (
                    "facts",
                    models.TextField(
                        blank=True, max_length=4000, verbose_name="what is known of it"
                    ),
                ),
                (
                    "remedy",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("EXPLAIN", "an explanation"),
                            ("REPAIR", "repair or rework"),
                            ("REPLACE", "replacement"),
                            ("REFUND", "refund"),
                            ("COMPENSATE", "compensation"),
                            ("APOLOGISE", "an apology"),
                            ("OTHER", "something else"),
                        ],
                        max_length=10,
                        verbose_name="remedy sought",
                    ),
                ),
                (
                    "remedy_words",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="in his words"
                    ),
                ),
                (
                    "claimed",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        verbose_name="amount claimed (yuan)",
                    ),
                ),
                (
                    "happened_on",
                    models.DateField(blank=True, null=True, verbose_name="happened on"),
                ),
                ("received_at", models.DateTimeField(verbose_name="received")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("REGISTERED", "registered"),
                            ("ACKNOWLEDGED", "acknowledged"),
                            ("ASSESSED", "assessed"),
                            ("INVESTIGATING", "investigating"),
                            ("PROPOSED", "solution proposed"),
                            ("TOLD", "customer told"),
                            ("VERIFYING", "verifying"),
                            ("CLOSED", "closed"),
                        ],
                        default="REGISTERED",
                        max_length=13,
                        verbose_name="state",
                    ),
                ),
                ("waiting_since", models.DateTimeField(editable=False, null=True)),
                ("external_since", models.DateTimeField(editable=False, null=True)),
                ("level", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "reopened_count",
                    models.PositiveSmallIntegerField(default=0, editable=False),
                ),
                (
                    "liability",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("OURS", "ours"),
                            ("SUPPLIER", "supplier or manufacturer"),
                            ("CUSTOMER", "customer"),
                            ("NOBODY", "nobody"),
                        ],
                        max_length=8,
                        verbose_name="liability",
                    ),
                ),
                (
                    "solution",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="solution"
                    ),
                ),
                (
                    "reaction",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("SATISFIED", "satisfied"),
                            ("ACCEPTED", "accepted it"),
                            ("DISSATISFIED", "dissatisfied"),
                            ("UNKNOWN", "no answer yet"),
                        ],
                        max_length=12,
                        verbose_name="reaction of the customer",
                    ),
                ),
                ("first_replied_at", models.DateTimeField(editable=False, null=True)),
                ("told_at", models.DateTimeField(editable=False, null=True)),
                (
                    "told_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("PHONE", "phone"),
                            ("COUNTER", "at the counter"),
                            ("VISIT", "visit"),
                            ("WECHAT", "WeChat"),
                            ("SMS", "text message"),
                            ("EMAIL", "e-mail"),
                            ("WEB", "web form"),
                            ("LETTER", "letter"),
                            ("MEDIA", "media, social networks"),
                            ("REGULATOR", "regulator"),
                        ],
                        max_length=10,
                    ),
                ),
                ("verify_on", models.DateField(editable=False, null=True)),
                ("verified_at", models.DateTimeField(editable=False, null=True)),
                ("closed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "ending",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("RESOLVED", "resolved"),
                            ("UNVERIFIED", "told, never reached again"),
                            ("WITHDRAWN", "withdrawn by the customer"),
                            ("MERGED", "merged into another"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "agency",
                    models.CharField(
                        blank=True, max_length=80, verbose_name="regulator"
                    ),
                ),
                (
                    "agency_number",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="its number"
                    ),
                ),
                (
                    "agency_received_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="received from it on"
                    ),
                ),
                ("tier", models.CharField(blank=True, editable=False, max_length=1)),
                (
                    "tier_reply_hours",
                    models.PositiveSmallIntegerField(editable=False, null=True),
                ),
                (
                    "tier_resolve_days",
                    models.PositiveSmallIntegerField(editable=False, null=True),
                ),
                ("due_at", models.DateTimeField(editable=False, null=True)),
                ("line_count", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "submission_key",
                    models.UUIDField(editable=False, null=True, unique=True),
                ),
                ("registered_at", models.DateTimeField(editable=False)),
                ("updated_at", models.DateTimeField(editable=False)),
                (
                    "about_user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="about the colleague",
                    ),
                ),
                (
                    "asset",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="customers.asset",
                        verbose_name="about",
                    ),
                ),
                (
                    "branch",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="accounts.branch",
                        verbose_name="branch",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="complaints.category",
                        verbose_name="category",
                    ),
                ),
                (
                    "cause",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="complaints.cause",
                        verbose_name="root cause",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaints",
                        to="customers.customer",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="accounts.department",
                        verbose_name="department",
                    ),
                ),
                (
                    "feedback",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaint",
                        to="visits.feedbackitem",
                    ),
                ),
                (
                    "handler",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaints",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="handled by",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "registered_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "verifier",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaints",
                        to="visits.visit",
                    ),
                ),
            ],
            options={
                "verbose_name": "complaint",
                "verbose_name_plural": "complaints",
                "indexes": [
                    models.Index(
                        fields=["customer", "-received_at", "-id"], name="compl_of"
                    ),
                    models.Index(fields=["-received_at", "-id"], name="compl_time"),
                    models.Index(
                        fields=["branch", "-received_at", "-id"], name="compl_branch"
                    ),
                    models.Index(
                        fields=["handler", "-received_at", "-id"], name="compl_handler"
                    ),
                    models.Index(
                        condition=models.Q(("severity", 4)),
                        fields=["-received_at", "-id"],
                        name="compl_major",
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce(
                            "due_at",
                            datetime.datetime(
                                9999, 1, 1, 0, 0, tzinfo=datetime.timezone.utc
                            ),
                        ),
                        models.F("id"),
                        condition=models.Q(
                            (
                                "state__in",
                                (
                                    "REGISTERED",
                                    "ACKNOWLEDGED",
                                    "ASSESSED",
                                    "INVESTIGATING",
                                    "PROPOSED",
                                    "TOLD",
                                    "VERIFYING",
                                ),
                            )
                        ),
                        name="compl_due",
                    ),
                    models.Index(
                        models.F("handler"),
                        django.db.models.functions.comparison.Coalesce(
                            "due_at",
                            datetime.datetime(
                                9999, 1, 1, 0, 0, tzinfo=datetime.timezone.utc
                            ),
                        ),
                        models.F("id"),
                        condition=models.Q(
                            (
                                "state__in",
                                (
                                    "REGISTERED",
                                    "ACKNOWLEDGED",
                                    "ASSESSED",
                                    "INVESTIGATING",
                                    "PROPOSED",
                                    "TOLD",
                                    "VERIFYING",
                                ),
                            )
                        ),
                        name="compl_due_handler",
                    ),
                    models.Index(
                        models.F("branch"),
                        django.db.models.functions.comparison.Coalesce(
                            "due_at",
                            datetime.datetime(
                                9999, 1, 1, 0, 0, tzinfo=datetime.timezone.utc
                            ),
                        ),
                        models.F("id"),
                        condition=models.Q(
                            (
                                "state__in",
                                (
                                    "REGISTERED",
                                    "ACKNOWLEDGED",
                                    "ASSESSED",
                                    "INVESTIGATING",
                                    "PROPOSED",
                                    "TOLD",
                                    "VERIFYING",
                                ),
                            )
                        ),
                        name="compl_due_branch",
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce(
                            "due_at",
                            datetime.datetime(
                                9999, 1, 1, 0, 0, tzinfo=datetime.timezone.utc
                            ),
                        ),
                        models.F("id"),
                        condition=models.Q(
                            ("severity", 4),
                            (
                                "state__in",
                                (
                                    "REGISTERED",
                                    "ACKNOWLEDGED",
                                    "ASSESSED",
                                    "INVESTIGATING",
                                    "PROPOSED",
                                    "TOLD",
                                    "VERIFYING",
                                ),
                            ),
                        ),
                        name="compl_due_major",
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce(
                            "due_at",
                            datetime.datetime(
                                9999, 1, 1, 0, 0, tzinfo=datetime.timezone.utc
                            ),
                        ),
                        models.F("id"),
                        condition=models.Q(
                            ("handler", None),
                            (
                                "state__in",
                                (
                                    "REGISTERED",
                                    "ACKNOWLEDGED",
                                    "ASSESSED",
                                    "INVESTIGATING",
                                    "PROPOSED",
                                    "TOLD",
                                    "VERIFYING",
                                ),
                            ),
                        ),
                        name="compl_unassigned",
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce(
                            "due_at",
                            datetime.datetime(
                                9999, 1, 1, 0, 0, tzinfo=datetime.timezone.utc
                            ),
                        ),
                        models.F("id"),
                        condition=models.Q(("state", "PROPOSED")),
                        name="compl_to_tell",
                    ),
                    models.Index(
                        fields=["category", "received_at"], name="compl_category"
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ["TOLD", "VERIFYING"])),
                        fields=["verify_on", "id"],
                        name="compl_verify",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True),
                        name="complaint_has_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "channel__in",
                                [
                                    "PHONE",
                                    "COUNTER",
                                    "VISIT",
                                    "WECHAT",
                                    "SMS",
                                    "EMAIL",
                                    "WEB",
                                    "LETTER",
                                    "MEDIA",
                                    "REGULATOR",
                                ],
                            ),
                            (
                                "kind__in",
                                [
                                    "COMPLAINT",
                                    "GRUMBLE",
                                    "SUGGESTION",
                                    "ENQUIRY",
                                    "PRAISE",
                                ],
                            ),
                            ("severity__in", [1, 2, 3, 4]),
                            (
                                "state__in",
                                [
                                    "REGISTERED",
                                    "ACKNOWLEDGED",
                                    "ASSESSED",
                                    "INVESTIGATING",
                                    "PROPOSED",
                                    "TOLD",
                                    "VERIFYING",
                                    "CLOSED",
                                ],
                            ),
                        ),
                        name="complaint_words_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("severity", 4),
                                models.Q(("major_reasons", []), _negated=True),
                            ),
                            models.Q(("severity", 4), _negated=True),
                            _connector="OR",
                        ),
                        name="complaint_major_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", False),
                                ("state", "CLOSED"),
                                models.Q(("ending", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "CLOSED"), _negated=True),
                                ("closed_at", None),
                                ("closed_by", None),
                                ("ending", ""),
                                ("merged_into", None),
                            ),
                            _connector="OR",
                        ),
                        name="complaint_closed_iff_ended",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ending", "MERGED"),
                                ("merged_into__isnull", False),
                                models.Q(
                                    ("merged_into", models.F("pk")), _negated=True
                                ),
                            ),
                            models.Q(
                                models.Q(("ending", "MERGED"), _negated=True),
                                ("merged_into", None),
                            ),
                            _connector="OR",
                        ),
                        name="complaint_merged_iff_into_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("told_at", None),
                            models.Q(
                                models.Q(("solution", ""), _negated=True),
                                models.Q(("told_by", ""), _negated=True),
                                models.Q(("reaction", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="complaint_told_has_solution",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                (
                                    "REGISTERED",
                                    "ACKNOWLEDGED",
                                    "ASSESSED",
                                    "INVESTIGATING",
                                    "PROPOSED",
                                ),
                            ),
                            ("told_at__isnull", False),
                            ("ending__in", ["WITHDRAWN", "MERGED"]),
                            _connector="OR",
                        ),
                        name="complaint_past_telling_is_told",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ending", "RESOLVED"), _negated=True),
                            models.Q(
                                ("kind__in", ("COMPLAINT", "GRUMBLE")),
                                ("severity", 4),
                                _connector="OR",
                                _negated=True,
                            ),
                            models.Q(
                                ("verified_at__isnull", False),
                                ("verifier__isnull", False),
                                ("reaction__in", ("SATISFIED", "ACCEPTED")),
                            ),
                            _connector="OR",
                        ),
                        name="complaint_resolved_has_proofs",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ending__in", ["RESOLVED", "UNVERIFIED"]),
                                _negated=True,
                            ),
                            models.Q(
                                ("kind__in", ("COMPLAINT", "GRUMBLE")),
                                ("severity", 4),
                                _connector="OR",
                                _negated=True,
                            ),
                            models.Q(
                                ("cause__isnull", False),
                                models.Q(("liability", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="complaint_ended_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ending", "RESOLVED"), ("severity", 4), _negated=True
                            ),
                            models.Q(
                                ("verifier__isnull", False),
                                models.Q(
                                    ("verifier", models.F("handler")), _negated=True
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="complaint_major_verified_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("severity", 4), _negated=True),
                            models.Q(
                                ("ending__in", ["RESOLVED", "UNVERIFIED", "WITHDRAWN"]),
                                _negated=True,
                            ),
                            models.Q(
                                ("closed_by__isnull", False),
                                models.Q(
                                    ("closed_by", models.F("handler")), _negated=True
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="complaint_major_ended_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("about_user", None),
                            ("kind", "PRAISE"),
                            models.Q(
                                models.Q(
                                    ("handler", models.F("about_user")), _negated=True
                                ),
                                models.Q(
                                    ("verifier", models.F("about_user")), _negated=True
                                ),
                                models.Q(
                                    ("closed_by", models.F("about_user")), _negated=True
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="complaint_not_by_whom_it_is_about",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("waiting_since", None),
                            (
                                "state__in",
                                (
                                    "REGISTERED",
                                    "ACKNOWLEDGED",
                                    "ASSESSED",
                                    "INVESTIGATING",
                                    "PROPOSED",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="complaint_waits_while_in_work",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("external_since", None),
                            models.Q(("state", "CLOSED"), _negated=True),
                            _connector="OR",
                        ),
                        name="complaint_decided_outside_while_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("channel", "REGULATOR"), _negated=True),
                            models.Q(
                                models.Q(("agency", ""), _negated=True),
                                ("agency_received_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="complaint_of_regulator_is_numbered",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CompensationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("REFUND", "refund"),
                            ("FREE_REPAIR", "free repair"),
                            ("DISCOUNT", "discount"),
                            ("GIFT", "gift"),
                            ("CASH", "payment in money"),
                            ("OTHER", "something else"),
                        ],
                        max_length=12,
                        verbose_name="what he gets",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2, max_digits=12, verbose_name="worth (yuan)"
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="why")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("PROPOSED", "waiting for a decision"),
                            ("RETURNED", "returned"),
                            ("APPROVED", "approved"),
                            ("REJECTED", "rejected"),
                            ("WITHDRAWN", "withdrawn"),
                            ("GIVEN", "given"),
                        ],
                        default="PROPOSED",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("proposed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "decision",
                    models.CharField(blank=True, max_length=500, verbose_name="remark"),
                ),
                (
                    "limit",
                    models.DecimalField(decimal_places=2, max_digits=12, null=True),
                ),
                ("given_at", models.DateTimeField(null=True)),
                (
                    "receipt",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="receipt"
                    ),
                ),
                ("submission_key", models.UUIDField(editable=False)),
                (
                    "decided_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="complaints.compensation",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="complaints.complaint",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="compensation",
            name="complaint",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="offers",
                to="complaints.complaint",
            ),
        ),
        migrations.CreateModel(
            name="Clock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "metric",
                    models.CharField(
                        choices=[
                            ("ACKNOWLEDGE", "receipt confirmed"),
                            ("REPLY", "first reply"),
                            ("PROGRESS", "next progress told"),
                            ("RESOLVE", "result told"),
                        ],
                        max_length=12,
                        verbose_name="until",
                    ),
                ),
                ("round", models.PositiveSmallIntegerField(default=0)),
                ("started_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                ("promised_at", models.DateTimeField(null=True)),
                ("statutory_at", models.DateTimeField(null=True)),
                (
                    "basis",
                    models.CharField(
                        blank=True,
                        choices=[("PROMISED", "promised"), ("STATUTORY", "by law")],
                        max_length=10,
                    ),
                ),
                ("warn_at", models.DateTimeField(null=True)),
                ("reckoned_by", models.CharField(blank=True, max_length=16)),
                ("ended_at", models.DateTimeField(null=True)),
                ("is_met", models.BooleanField(null=True)),
                ("worked_seconds", models.PositiveIntegerField(null=True)),
                ("warned_at", models.DateTimeField(null=True)),
                ("step", models.PositiveSmallIntegerField(default=0)),
                ("next_step_at", models.DateTimeField(null=True)),
                (
                    "complaint",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clocks",
                        to="complaints.complaint",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at", None)),
                        fields=["next_step_at", "id"],
                        name="clock_next_step",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("complaint", "metric", "round"),
                        name="clock_once_a_round",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("complaint", "metric"),
                        name="clock_runs_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "metric__in",
                                ["ACKNOWLEDGE", "REPLY", "PROGRESS", "RESOLVE"],
                            )
                        ),
                        name="clock_metric_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at", None),
                            ("ended_at__gte", models.F("started_at")),
                            _connector="OR",
                        ),
                        name="clock_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("worked_seconds", None),
                            ("ended_at__isnull", False),
                            _connector="OR",
                        ),
                        name="clock_measured_once_ended",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("is_met", None)),
                            ("ended_at__isnull", False),
                            _connector="OR",
                        ),
                        name="clock_judged_iff_ended",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EffectCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("window_days", models.PositiveSmallIntegerField()),
                ("due_on", models.DateField()),
                ("computed_at", models.DateTimeField(null=True)),
                ("before_count", models.PositiveIntegerField(null=True)),
                ("before_base", models.PositiveIntegerField(null=True)),
                ("after_count", models.PositiveIntegerField(null=True)),
                ("after_base", models.PositiveIntegerField(null=True)),
                ("control_before_count", models.PositiveIntegerField(null=True)),
                ("control_before_base", models.PositiveIntegerField(null=True)),
                ("control_after_count", models.PositiveIntegerField(null=True)),
                ("control_after_base", models.PositiveIntegerField(null=True)),
                ("control_branches", models.PositiveIntegerField(null=True)),
                ("change", models.FloatField(null=True)),
                ("low", models.FloatField(null=True)),
                ("high", models.FloatField(null=True)),
                (
                    "proposed",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("EFFECTIVE", "effective"),
                            ("NO_EFFECT", "no effect"),
                            ("UNCLEAR", "unclear"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("EFFECTIVE", "effective"),
                            ("NO_EFFECT", "no effect"),
                            ("UNCLEAR", "unclear"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "note",
                    models.CharField(blank=True, max_length=500, verbose_name="remark"),
                ),
                ("judged_at", models.DateTimeField(null=True)),
                (
                    "judged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("computed_at", None)),
                        fields=["due_on", "id"],
                        name="effectcheck_due",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("proposed__in", ["", "EFFECTIVE", "NO_EFFECT", "UNCLEAR"]),
                            ("verdict__in", ["", "EFFECTIVE", "NO_EFFECT", "UNCLEAR"]),
                        ),
                        name="effectcheck_words_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("computed_at", None), ("proposed", ""), ("verdict", "")
                            ),
                            models.Q(
                                ("after_count__isnull", False),
                                ("computed_at__isnull", False),
                                models.Q(("proposed", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="effectcheck_computed_has_proposal",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("judged_at", None),
                                ("judged_by", None),
                                ("verdict", ""),
                            ),
                            models.Q(
                                models.Q(("verdict", ""), _negated=True),
                                ("judged_by__isnull", False),
                                ("judged_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="effectcheck_judged_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Group",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "name",
                    models.CharField(max_length=80, verbose_name="what it is about"),
                ),
                ("opened_at", models.DateTimeField()),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "group of complaints",
                "verbose_name_plural": "groups of complaints",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="complaintgroup_has_name",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GroupMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("added_at", models.DateTimeField()),
                (
                    "complaint",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="membership",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="complaints.group",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Improvement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        editable=False,
                        max_length=20,
                        unique=True,
                        verbose_name="number",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("CORRECTIVE", "corrective action"),
                            ("PREVENTIVE", "preventive action"),
                        ],
                        default="CORRECTIVE",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("problem", models.TextField(max_length=2000, verbose_name="problem")),
                (
                    "action",
                    models.TextField(
                        max_length=2000, verbose_name="what is done about it"
                    ),
                ),
                ("due_on", models.DateField(verbose_name="due")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("OPEN", "open"),
                            ("IN_WORK", "in work"),
                            ("DONE", "done"),
                            ("CHECKED", "effect judged"),
                            ("DROPPED", "dropped"),
                        ],
                        default="OPEN",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                (
                    "effect",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("EFFECTIVE", "effective"),
                            ("NO_EFFECT", "no effect"),
                            ("UNCLEAR", "unclear"),
                        ],
                        max_length=10,
                        verbose_name="effect",
                    ),
                ),
                ("done_at", models.DateTimeField(editable=False, null=True)),
                ("line_count", models.PositiveIntegerField(default=0, editable=False)),
                ("submission_key", models.UUIDField(editable=False, unique=True)),
                ("opened_at", models.DateTimeField(editable=False)),
                ("updated_at", models.DateTimeField(editable=False)),
                (
                    "branch",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="accounts.branch",
                        verbose_name="branch",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="complaints.category",
                        verbose_name="category",
                    ),
                ),
                (
                    "cause",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="complaints.cause",
                        verbose_name="root cause",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="accounts.department",
                        verbose_name="department",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="improvements",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="done by",
                    ),
                ),
            ],
            options={
                "verbose_name": "improvement",
                "verbose_name_plural": "improvements",
                "indexes": [
                    models.Index(
                        fields=["state", "due_on", "id"], name="improvement_state"
                    ),
                    models.Index(
                        fields=["branch", "state", "due_on", "id"],
                        name="improvement_branch",
                    ),
                    models.Index(
                        fields=["owner", "due_on", "id"], name="improvement_owner"
                    ),
                    models.Index(
                        condition=models.Q(("done_at__isnull", False)),
                        fields=["done_at"],
                        name="improvement_done",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("effect__in", ["", "EFFECTIVE", "NO_EFFECT", "UNCLEAR"]),
                            ("kind__in", ["CORRECTIVE", "PREVENTIVE"]),
                            (
                                "state__in",
                                ["OPEN", "IN_WORK", "DONE", "CHECKED", "DROPPED"],
                            ),
                            models.Q(("title", ""), _negated=True),
                            models.Q(("problem", ""), _negated=True),
                            models.Q(("action", ""), _negated=True),
                        ),
                        name="improvement_words_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("done_at__isnull", False),
                                ("state__in", ["DONE", "CHECKED"]),
                            ),
                            models.Q(
                                models.Q(
                                    ("state__in", ["DONE", "CHECKED"]), _negated=True
                                ),
                                ("done_at", None),
                                ("effect", ""),
                            ),
                            _connector="OR",
                        ),
                        name="improvement_done_iff_dated",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "CHECKED"), _negated=True),
                            models.Q(("effect", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="improvement_checked_has_verdict",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EffectCheckEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("window_days", models.PositiveSmallIntegerField()),
                ("due_on", models.DateField()),
                ("computed_at", models.DateTimeField(null=True)),
                ("before_count", models.PositiveIntegerField(null=True)),
                ("before_base", models.PositiveIntegerField(null=True)),
                ("after_count", models.PositiveIntegerField(null=True)),
                ("after_base", models.PositiveIntegerField(null=True)),
                ("control_before_count", models.PositiveIntegerField(null=True)),
                ("control_before_base", models.PositiveIntegerField(null=True)),
                ("control_after_count", models.PositiveIntegerField(null=True)),
                ("control_after_base", models.PositiveIntegerField(null=True)),
                ("control_branches", models.PositiveIntegerField(null=True)),
                ("change", models.FloatField(null=True)),
                ("low", models.FloatField(null=True)),
                ("high", models.FloatField(null=True)),
                (
                    "proposed",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("EFFECTIVE", "effective"),
                            ("NO_EFFECT", "no effect"),
                            ("UNCLEAR", "unclear"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("EFFECTIVE", "effective"),
                            ("NO_EFFECT", "no effect"),
                            ("UNCLEAR", "unclear"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "note",
                    models.CharField(blank=True, max_length=500, verbose_name="remark"),
                ),
                ("judged_at", models.DateTimeField(null=True)),
                (
                    "judged_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="complaints.effectcheck",
                    ),
                ),
                (
                    "improvement",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="complaints.improvement",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="effectcheck",
            name="improvement",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="checks",
                to="complaints.improvement",
            ),
        ),
        migrations.CreateModel(
            name="ImprovementLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("place", models.PositiveIntegerField()),
                (
                    "deed",
                    models.CharField(
                        choices=[
                            ("OPENED", "opened"),
                            ("LINKED", "complaint added"),
                            ("CHANGED", "changed"),
                            ("NOTED", "progress noted"),
                            ("STARTED", "work begun"),
                            ("DONE", "done"),
                            ("DROPPED", "dropped"),
                            ("COMPARED", "effect computed"),
                            ("JUDGED", "effect judged"),
                        ],
                        max_length=8,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("OPEN", "open"),
                            ("IN_WORK", "in work"),
                            ("DONE", "done"),
                            ("CHECKED", "effect judged"),
                            ("DROPPED", "dropped"),
                        ],
                        max_length=8,
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=2000)),
                ("told", models.JSONField(default=dict)),
                ("submission_key", models.UUIDField(null=True, unique=True)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "improvement",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="complaints.improvement",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("improvement", "place"),
                        name="improvementline_once_a_place",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "deed__in",
                                [
                                    "OPENED",
                                    "LINKED",
                                    "CHANGED",
                                    "NOTED",
                                    "STARTED",
                                    "DONE",
                                    "DROPPED",
                                    "COMPARED",
                                    "JUDGED",
                                ],
                            ),
                            ("place__gte", 1),
                            (
                                "state__in",
                                ["OPEN", "IN_WORK", "DONE", "CHECKED", "DROPPED"],
                            ),
                        ),
                        name="improvementline_words_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ImprovementSource",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("added_at", models.DateTimeField()),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "improvement",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sources",
                        to="complaints.improvement",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("improvement", "complaint"),
                        name="improvementsource_once",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="improvement",
            name="complaints",
            field=models.ManyToManyField(
                related_name="improvements",
                through="complaints.ImprovementSource",
                to="complaints.complaint",
            ),
        ),
        migrations.CreateModel(
            name="Inbound",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[("WEB", "web form"), ("MAIL", "e-mail")],
                        max_length=4,
                        verbose_name="came by",
                    ),
                ),
                (
                    "name",
                    models.CharField(blank=True, max_length=60, verbose_name="name"),
                ),
                (
                    "phone",
                    models.CharField(blank=True, max_length=32, verbose_name="phone"),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="e-mail"
                    ),
                ),
                (
                    "subject",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="subject"
                    ),
                ),
                (
                    "words",
                    models.TextField(max_length=4000, verbose_name="what happened"),
                ),
                (
                    "left_out",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120),
                        default=list,
                        editable=False,
                        size=None,
                    ),
                ),
                ("received_at", models.DateTimeField(verbose_name="received")),
                (
                    "origin",
                    models.CharField(editable=False, max_length=200, unique=True),
                ),
                ("ip", models.GenericIPAddressField(editable=False, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("NEW", "new"),
                            ("REGISTERED", "registered"),
                            ("DISMISSED", "dismissed"),
                        ],
                        default="NEW",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="why it is dismissed"
                    ),
                ),
                ("done_at", models.DateTimeField(editable=False, null=True)),
                (
                    "branch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="accounts.branch",
                        verbose_name="branch",
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "message",
                "verbose_name_plural": "messages",
                "indexes": [
                    models.Index(
                        fields=["state", "-received_at", "-id"], name="inbound_time"
                    ),
                    models.Index(
                        condition=models.Q(("ip__isnull", False)),
                        fields=["ip", "received_at"],
                        name="inbound_ip",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["NEW", "REGISTERED", "DISMISSED"]),
                            ("way__in", ["WEB", "MAIL"]),
                            models.Q(("words", ""), _negated=True),
                        ),
                        name="inbound_words_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("complaint", None), ("done_at", None), ("state", "NEW")
                            ),
                            models.Q(
                                ("done_at__isnull", False),
                                ("state", "REGISTERED"),
                                ("complaint__isnull", False),
                            ),
                            models.Q(
                                ("complaint", None),
                                ("done_at__isnull", False),
                                ("state", "DISMISSED"),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="inbound_done_iff_dated",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ComplaintFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("place", models.PositiveIntegerField(null=True)),
                ("name", models.CharField(max_length=120)),
                ("stored_as", models.CharField(max_length=80, unique=True)),
                ("content_type", models.CharField(max_length=80)),
                ("byte_count", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("added_at", models.DateTimeField()),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "inbound",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="complaints.inbound",
                    ),
                ),
            ],
            options={
                "verbose_name": "file",
                "verbose_name_plural": "files",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("complaint__isnull", False), ("place__isnull", False)
                            ),
                            models.Q(
                                ("complaint", None),
                                ("inbound__isnull", False),
                                ("place", None),
                            ),
                            _connector="OR",
                        ),
                        name="complaintfile_hangs_on_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Knock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("address", models.GenericIPAddressField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "try at a status page",
                "verbose_name_plural": "tries at status pages",
                "indexes": [
                    models.Index(fields=["address", "-at"], name="knock_lately")
                ],
            },
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("place", models.PositiveIntegerField()),
                (
                    "deed",
                    models.CharField(
                        choices=[
                            ("REGISTERED", "registered"),
                            ("ADDED", "customer added to it"),
                            ("NOTED", "internal note"),
                            ("ASSIGNED", "assigned"),
                            ("CORRECTED", "facts corrected"),
                            ("UPGRADED", "kind changed"),
                            ("REGRADED", "severity changed"),
                            ("ACKNOWLEDGED", "receipt confirmed"),
                            ("ASSESSED", "assessed"),
                            ("INVESTIGATED", "investigation begun"),
                            ("PROPOSED", "solution found"),
                            ("PROGRESS", "progress told"),
                            ("TOLD", "result told"),
                            ("TAKEN_BACK", "message taken back"),
                            ("VERIFYING", "verification call due"),
                            ("TRIED", "verification call, not reached"),
                            ("VERIFIED", "verified with the customer"),
                            ("CLOSED", "closed"),
                            ("REOPENED", "reopened"),
                            ("WAITING", "waiting for the customer"),
                            ("RESUMED", "customer answered"),
                            ("ESCALATED", "escalated"),
                            ("EXTERNAL", "taken outside"),
                            ("INTERNAL", "settled outside"),
                            ("DECLARED", "declared major"),
                            ("JOINED", "joint team changed"),
                            ("DECIDED", "decision"),
                            ("ASKED", "department asked"),
                            ("PART_TAKEN", "department took its part"),
                            ("PART_ANSWERED", "department answered"),
                            ("PART_RETURNED", "answer sent back"),
                            ("PART_CALLED_OFF", "question called off"),
                            ("OFFERED", "compensation proposed"),
                            ("OFFER_DECIDED", "compensation decided"),
                            ("OFFER_WITHDRAWN", "compensation withdrawn"),
                            ("OFFER_GIVEN", "compensation given"),
                            ("ACTION", "action agreed"),
                            ("MERGED", "merged"),
                            ("UNMERGED", "merge undone"),
                            ("GROUPED", "group changed"),
                            ("WARNED", "limit is close"),
                            ("MOVED", "customers merged"),
                            ("PASSED_ON", "praise passed on"),
                        ],
                        max_length=16,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("REGISTERED", "registered"),
                            ("ACKNOWLEDGED", "acknowledged"),
                            ("ASSESSED", "assessed"),
                            ("INVESTIGATING", "investigating"),
                            ("PROPOSED", "solution proposed"),
                            ("TOLD", "customer told"),
                            ("VERIFYING", "verifying"),
                            ("CLOSED", "closed"),
                        ],
                        max_length=13,
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=4000)),
                ("told", models.JSONField(default=dict)),
                ("submission_key", models.UUIDField(null=True, unique=True)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="complaints.complaint",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["deed", "at"], name="complaint_line_deed")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("complaint", "place"),
                        name="complaint_line_once_a_place",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "deed__in",
                                [
                                    "REGISTERED",
                                    "ADDED",
                                    "NOTED",
                                    "ASSIGNED",
                                    "CORRECTED",
                                    "UPGRADED",
                                    "REGRADED",
                                    "ACKNOWLEDGED",
                                    "ASSESSED",
                                    "INVESTIGATED",
                                    "PROPOSED",
                                    "PROGRESS",
                                    "TOLD",
                                    "TAKEN_BACK",
                                    "VERIFYING",
                                    "TRIED",
                                    "VERIFIED",
                                    "CLOSED",
                                    "REOPENED",
                                    "WAITING",
                                    "RESUMED",
                                    "ESCALATED",
                                    "EXTERNAL",
                                    "INTERNAL",
                                    "DECLARED",
                                    "JOINED",
                                    "DECIDED",
                                    "ASKED",
                                    "PART_TAKEN",
                                    "PART_ANSWERED",
                                    "PART_RETURNED",
                                    "PART_CALLED_OFF",
                                    "OFFERED",
                                    "OFFER_DECIDED",
                                    "OFFER_WITHDRAWN",
                                    "OFFER_GIVEN",
                                    "ACTION",
                                    "MERGED",
                                    "UNMERGED",
                                    "GROUPED",
                                    "WARNED",
                                    "MOVED",
                                    "PASSED_ON",
                                ],
                            ),
                            ("place__gte", 1),
                            (
                                "state__in",
                                [
                                    "REGISTERED",
                                    "ACKNOWLEDGED",
                                    "ASSESSED",
                                    "INVESTIGATING",
                                    "PROPOSED",
                                    "TOLD",
                                    "VERIFYING",
                                    "CLOSED",
                                ],
                            ),
                        ),
                        name="complaint_line_words_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Part",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "question",
                    models.TextField(max_length=2000, verbose_name="question"),
                ),
                ("shows_words", models.BooleanField(default=False)),
                ("asked_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("ASKED", "asked"),
                            ("TAKEN", "being worked on"),
                            ("ANSWERED", "answered"),
                            ("RETURNED", "sent back"),
                            ("CALLED_OFF", "called off"),
                        ],
                        default="ASKED",
                        editable=False,
                        max_length=10,
                    ),
                ),
                ("taken_at", models.DateTimeField(null=True)),
                (
                    "answer",
                    models.TextField(
                        blank=True, max_length=4000, verbose_name="answer"
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                ("returned_why", models.TextField(blank=True, max_length=1000)),
                ("late_told_at", models.DateTimeField(null=True)),
                (
                    "places",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveIntegerField(),
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "branch",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.branch",
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="accounts.department",
                        verbose_name="department",
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "question to a department",
                "verbose_name_plural": "questions to departments",
                "indexes": [
                    models.Index(fields=["department", "due_at", "id"], name="part_of"),
                    models.Index(
                        condition=models.Q(
                            ("state__in", ("ASKED", "TAKEN", "RETURNED"))
                        ),
                        fields=["due_at", "id"],
                        name="part_owed",
                    ),
                    models.Index(fields=["branch", "due_at", "id"], name="part_branch"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("question", ""), _negated=True),
                            (
                                "state__in",
                                [
                                    "ASKED",
                                    "TAKEN",
                                    "ANSWERED",
                                    "RETURNED",
                                    "CALLED_OFF",
                                ],
                            ),
                        ),
                        name="part_asks_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ("TAKEN", "ANSWERED", "RETURNED")),
                                _negated=True,
                            ),
                            models.Q(
                                ("taken_at__isnull", False), ("taken_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="part_held_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ANSWERED"), _negated=True),
                            models.Q(
                                models.Q(("answer", ""), _negated=True),
                                ("answered_by__isnull", False),
                                ("answered_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="part_answered_has_answer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "RETURNED"), _negated=True),
                            models.Q(("returned_why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="part_returned_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "reason",
                    models.CharField(max_length=300, verbose_name="what he owes us"),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pauses",
                        to="complaints.complaint",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["complaint", "started_at"], name="pause_of")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("complaint",),
                        name="pause_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at", None),
                            ("ended_at__gte", models.F("started_at")),
                            _connector="OR",
                        ),
                        name="pause_ends_after_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Policy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(unique=True, verbose_name="version"),
                ),
                ("active_from", models.DateTimeField(editable=False, null=True)),
                (
                    "major_amount",
                    models.DecimalField(
                        decimal_places=2,
                        default=20000,
                        max_digits=12,
                        verbose_name="major from this amount (yuan)",
                    ),
                ),
                (
                    "repeat_count",
                    models.PositiveSmallIntegerField(
                        default=3,
                        verbose_name="major from so many of one customer and category",
                    ),
                ),
                (
                    "repeat_days",
                    models.PositiveSmallIntegerField(
                        default=90, verbose_name="within so many days"
                    ),
                ),
                (
                    "group_count",
                    models.PositiveSmallIntegerField(
                        default=5, verbose_name="major from so many customers together"
                    ),
                ),
                (
                    "major_tiers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("S", "S strategic"),
                                ("A", "A"),
                                ("B", "B"),
                                ("C", "C"),
                                ("D", "D"),
                            ],
                            max_length=1,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="grave ones of these tiers are major",
                    ),
                ),
                (
                    "compensation_limit",
                    models.DecimalField(
                        decimal_places=2,
                        default=2000,
                        max_digits=12,
                        verbose_name="compensation a manager allows (yuan)",
                    ),
                ),
                (
                    "verify_days",
                    models.PositiveSmallIntegerField(
                        default=3,
                        verbose_name="verification call after so many working days",
                    ),
                ),
                (
                    "warn_percent",
                    models.PositiveSmallIntegerField(
                        default=20,
                        verbose_name="warned when so many percent of the time are left",
                    ),
                ),
                (
                    "escalate_hours",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        default=list,
                        size=5,
                        verbose_name="told to the next one up after so many working hours late",
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="what changes, and why"
                    ),
                ),
                ("made_at", models.DateTimeField(editable=False, null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "complaint policy",
                "verbose_name_plural": "complaint policies",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("compensation_limit__gte", 0),
                            ("group_count__gte", 2),
                            ("major_amount__gte", 0),
                            ("repeat_count__gte", 2),
                            ("repeat_days__gte", 1),
                            ("verify_days__gte", 1),
                            ("warn_percent__range", (0, 90)),
                        ),
                        name="complaintpolicy_limits",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ComplaintEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "code",
                    models.CharField(
                        editable=False, max_length=20, verbose_name="number"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("COMPLAINT", "complaint"),
                            ("GRUMBLE", "grumble"),
                            ("SUGGESTION", "suggestion"),
                            ("ENQUIRY", "enquiry"),
                            ("PRAISE", "praise"),
                        ],
                        default="COMPLAINT",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("PHONE", "phone"),
                            ("COUNTER", "at the counter"),
                            ("VISIT", "visit"),
                            ("WECHAT", "WeChat"),
                            ("SMS", "text message"),
                            ("EMAIL", "e-mail"),
                            ("WEB", "web form"),
                            ("LETTER", "letter"),
                            ("MEDIA", "media, social networks"),
                            ("REGULATOR", "regulator"),
                        ],
                        max_length=10,
                        verbose_name="came in by",
                    ),
                ),
                (
                    "said_by",
                    models.CharField(blank=True, max_length=60, verbose_name="said by"),
                ),
                (
                    "reply_phone",
                    models.CharField(
                        blank=True, max_length=32, verbose_name="phone for the answer"
                    ),
                ),
                (
                    "reply_email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="e-mail for the answer"
                    ),
                ),
                (
                    "severity",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "minor"),
                            (2, "normal"),
                            (3, "serious"),
                            (4, "major"),
                        ],
                        default=2,
                        verbose_name="severity",
                    ),
                ),
                (
                    "major_reasons",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("SAFETY", "injury or safety"),
                                ("MEDIA", "media or public attention"),
                                ("REGULATOR", "a regulator is involved"),
                                ("AMOUNT", "a large amount is claimed"),
                                ("GROUP", "several customers together"),
                                ("REPEAT", "complained repeatedly"),
                                ("TIER", "a customer of the highest tier"),
                                ("JUDGED", "declared by whoever leads it"),
                            ],
                            max_length=10,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "words",
                    models.TextField(max_length=4000, verbose_name="customer's words"),
                ),
                (
                    "facts",
                    models.TextField(
                        blank=True, max_length=4000, verbose_name="what is known of it"
                    ),
                ),
                (
                    "remedy",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("EXPLAIN", "an explanation"),
                            ("REPAIR", "repair or rework"),
                            ("REPLACE", "replacement"),
                            ("REFUND", "refund"),
                            ("COMPENSATE", "compensation"),
                            ("APOLOGISE", "an apology"),
                            ("OTHER", "something else"),
                        ],
                        max_length=10,
                        verbose_name="remedy sought",
                    ),
                ),
                (
                    "remedy_words",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="in his words"
                    ),
                ),
                (
                    "claimed",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        verbose_name="amount claimed (yuan)",
                    ),
                ),
                (
                    "happened_on",
                    models.DateField(blank=True, null=True, verbose_name="happened on"),
                ),
                ("received_at", models.DateTimeField(verbose_name="received")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("REGISTERED", "registered"),
                            ("ACKNOWLEDGED", "acknowledged"),
                            ("ASSESSED", "assessed"),
                            ("INVESTIGATING", "investigating"),
                            ("PROPOSED", "solution proposed"),
                            ("TOLD", "customer told"),
                            ("VERIFYING", "verifying"),
                            ("CLOSED", "closed"),
                        ],
                        default="REGISTERED",
                        max_length=13,
                        verbose_name="state",
                    ),
                ),
                ("waiting_since", models.DateTimeField(editable=False, null=True)),
                ("external_since", models.DateTimeField(editable=False, null=True)),
                ("level", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "reopened_count",
                    models.PositiveSmallIntegerField(default=0, editable=False),
                ),
                (
                    "liability",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("OURS", "ours"),
                            ("SUPPLIER", "supplier or manufacturer"),
                            ("CUSTOMER", "customer"),
                            ("NOBODY", "nobody"),
                        ],
                        max_length=8,
                        verbose_name="liability",
                    ),
                ),
                (
                    "solution",
                    models.TextField(
                        blank=True, max_length=2000, verbose_name="solution"
                    ),
                ),
                (
                    "reaction",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("SATISFIED", "satisfied"),
                            ("ACCEPTED", "accepted it"),
                            ("DISSATISFIED", "dissatisfied"),
                            ("UNKNOWN", "no answer yet"),
                        ],
                        max_length=12,
                        verbose_name="reaction of the customer",
                    ),
                ),
                ("first_replied_at", models.DateTimeField(editable=False, null=True)),
                ("told_at", models.DateTimeField(editable=False, null=True)),
                (
                    "told_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("PHONE", "phone"),
                            ("COUNTER", "at the counter"),
                            ("VISIT", "visit"),
                            ("WECHAT", "WeChat"),
                            ("SMS", "text message"),
                            ("EMAIL", "e-mail"),
                            ("WEB", "web form"),
                            ("LETTER", "letter"),
                            ("MEDIA", "media, social networks"),
                            ("REGULATOR", "regulator"),
                        ],
                        max_length=10,
                    ),
                ),
                ("verify_on", models.DateField(editable=False, null=True)),
                ("verified_at", models.DateTimeField(editable=False, null=True)),
                ("closed_at", models.DateTimeField(editable=False, null=True)),
                (
                    "ending",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("RESOLVED", "resolved"),
                            ("UNVERIFIED", "told, never reached again"),
                            ("WITHDRAWN", "withdrawn by the customer"),
                            ("MERGED", "merged into another"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "agency",
                    models.CharField(
                        blank=True, max_length=80, verbose_name="regulator"
                    ),
                ),
                (
                    "agency_number",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="its number"
                    ),
                ),
                (
                    "agency_received_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="received from it on"
                    ),
                ),
                ("tier", models.CharField(blank=True, editable=False, max_length=1)),
                (
                    "tier_reply_hours",
                    models.PositiveSmallIntegerField(editable=False, null=True),
                ),
                (
                    "tier_resolve_days",
                    models.PositiveSmallIntegerField(editable=False, null=True),
                ),
                ("due_at", models.DateTimeField(editable=False, null=True)),
                ("line_count", models.PositiveIntegerField(default=0, editable=False)),
                ("submission_key", models.UUIDField(editable=False, null=True)),
                ("registered_at", models.DateTimeField(editable=False)),
                ("updated_at", models.DateTimeField(editable=False)),
                (
                    "about_user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="about the colleague",
                    ),
                ),
                (
                    "asset",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="customers.asset",
                        verbose_name="about",
                    ),
                ),
                (
                    "branch",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.branch",
                        verbose_name="branch",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="complaints.category",
                        verbose_name="category",
                    ),
                ),
                (
                    "cause",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="complaints.cause",
                        verbose_name="root cause",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="customers.customer",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.department",
                        verbose_name="department",
                    ),
                ),
                (
                    "feedback",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="visits.feedbackitem",
                    ),
                ),
                (
                    "handler",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="handled by",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "registered_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "verifier",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="visits.visit",
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="complaints.policy",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="complaint",
            name="policy",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="complaints.policy",
            ),
        ),
        migrations.CreateModel(
            name="ClockRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "metric",
                    models.CharField(
                        choices=[
                            ("ACKNOWLEDGE", "receipt confirmed"),
                            ("REPLY", "first reply"),
                            ("PROGRESS", "next progress told"),
                            ("RESOLVE", "result told"),
                        ],
                        max_length=12,
                        verbose_name="until",
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[("PROMISED", "promised"), ("STATUTORY", "by law")],
                        default="PROMISED",
                        max_length=10,
                        verbose_name="set by",
                    ),
                ),
                ("amount", models.PositiveSmallIntegerField(verbose_name="limit")),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("HOURS", "working hours"),
                            ("WORKDAYS", "working days"),
                            ("DAYS", "calendar days"),
                        ],
                        max_length=8,
                        verbose_name="counted in",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("COMPLAINT", "complaint"),
                            ("GRUMBLE", "grumble"),
                            ("SUGGESTION", "suggestion"),
                            ("ENQUIRY", "enquiry"),
                            ("PRAISE", "praise"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "severity",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (1, "minor"),
                            (2, "normal"),
                            (3, "serious"),
                            (4, "major"),
                        ],
                        null=True,
                        verbose_name="severity",
                    ),
                ),
                (
                    "tier",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("S", "S strategic"),
                            ("A", "A"),
                            ("B", "B"),
                            ("C", "C"),
                            ("D", "D"),
                        ],
                        max_length=1,
                        verbose_name="tier",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("PHONE", "phone"),
                            ("COUNTER", "at the counter"),
                            ("VISIT", "visit"),
                            ("WECHAT", "WeChat"),
                            ("SMS", "text message"),
                            ("EMAIL", "e-mail"),
                            ("WEB", "web form"),
                            ("LETTER", "letter"),
                            ("MEDIA", "media, social networks"),
                            ("REGULATOR", "regulator"),
                        ],
                        max_length=10,
                        verbose_name="channel",
                    ),
                ),
                ("is_on", models.BooleanField(default=True, verbose_name="in use")),
                (
                    "source",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="where it is written"
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rules",
                        to="complaints.policy",
                    ),
                ),
            ],
            options={
                "verbose_name": "limit of time",
                "verbose_name_plural": "limits of time",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__range", (1, 1000))),
                        name="clockrule_limits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("basis__in", ["PROMISED", "STATUTORY"]),
                            (
                                "metric__in",
                                ["ACKNOWLEDGE", "REPLY", "PROGRESS", "RESOLVE"],
                            ),
                            ("unit__in", ["HOURS", "WORKDAYS", "DAYS"]),
                        ),
                        name="clockrule_words_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis", "STATUTORY"), _negated=True),
                            models.Q(("source", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="clockrule_law_is_cited",
                    ),
                    models.UniqueConstraint(
                        fields=(
                            "policy",
                            "metric",
                            "basis",
                            "kind",
                            "severity",
                            "tier",
                            "channel",
                        ),
                        name="clockrule_once",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PolicyEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(verbose_name="version")),
                ("active_from", models.DateTimeField(editable=False, null=True)),
                (
                    "major_amount",
                    models.DecimalField(
                        decimal_places=2,
                        default=20000,
                        max_digits=12,
                        verbose_name="major from this amount (yuan)",
                    ),
                ),
                (
                    "repeat_count",
                    models.PositiveSmallIntegerField(
                        default=3,
                        verbose_name="major from so many of one customer and category",
                    ),
                ),
                (
                    "repeat_days",
                    models.PositiveSmallIntegerField(
                        default=90, verbose_name="within so many days"
                    ),
                ),
                (
                    "group_count",
                    models.PositiveSmallIntegerField(
                        default=5, verbose_name="major from so many customers together"
                    ),
                ),
                (
                    "major_tiers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("S", "S strategic"),
                                ("A", "A"),
                                ("B", "B"),
                                ("C", "C"),
                                ("D", "D"),
                            ],
                            max_length=1,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="grave ones of these tiers are major",
                    ),
                ),
                (
                    "compensation_limit",
                    models.DecimalField(
                        decimal_places=2,
                        default=2000,
                        max_digits=12,
                        verbose_name="compensation a manager allows (yuan)",
                    ),
                ),
                (
                    "verify_days",
                    models.PositiveSmallIntegerField(
                        default=3,
                        verbose_name="verification call after so many working days",
                    ),
                ),
                (
                    "warn_percent",
                    models.PositiveSmallIntegerField(
                        default=20,
                        verbose_name="warned when so many percent of the time are left",
                    ),
                ),
                (
                    "escalate_hours",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        default=list,
                        size=5,
                        verbose_name="told to the next one up after so many working hours late",
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="what changes, and why"
                    ),
                ),
                ("made_at", models.DateTimeField(editable=False, null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="complaints.policy",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Sight",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("told_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField(null=True)),
                (
                    "complaint",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sights",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("complaint", "user"), name="sight_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("seen_at", None),
                            ("seen_at__gte", models.F("told_at")),
                            _connector="OR",
                        ),
                        name="sight_seen_after_told",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StatusLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(verbose_name="valid until")),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "last_opened_at",
                    models.DateTimeField(null=True, verbose_name="last opened"),
                ),
                (
                    "opened_count",
                    models.PositiveIntegerField(default=0, verbose_name="opened"),
                ),
                ("submission_key", models.UUIDField(null=True, unique=True)),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "status link",
                "verbose_name_plural": "status links",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("created_at"))),
                        name="statuslink_expires",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")),
                        name="statuslink_digest_is_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TeamMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="role in the team"
                    ),
                ),
                ("joined_at", models.DateTimeField()),
                ("left_at", models.DateTimeField(null=True)),
                (
                    "complaint",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="team",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joint_teams",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["complaint"], name="teammember_of")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("left_at", None)),
                        fields=("complaint", "user"),
                        name="teammember_joined_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("left_at", None),
                            ("left_at__gte", models.F("joined_at")),
                            _connector="OR",
                        ),
                        name="teammember_leaves_after_joining",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Telling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "attempts",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="attempts"
                    ),
                ),
                ("due_at", models.DateTimeField(verbose_name="next try")),
                ("sent_at", models.DateTimeField(null=True, verbose_name="sent")),
                (
                    "error",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="what went wrong"
                    ),
                ),
                ("place", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("RECEIPT", "receipt confirmed"),
                            ("PROGRESS", "progress"),
                            ("RESULT", "result"),
                            ("ANSWER", "answer to a question"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("PHONE", "phone"),
                            ("COUNTER", "at the counter"),
                            ("VISIT", "visit"),
                            ("WECHAT", "WeChat"),
                            ("SMS", "text message"),
                            ("EMAIL", "e-mail"),
                            ("WEB", "web form"),
                            ("LETTER", "letter"),
                            ("MEDIA", "media, social networks"),
                            ("REGULATOR", "regulator"),
                        ],
                        max_length=10,
                        verbose_name="how",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("zh-hans", "中文"), ("en", "English")],
                        max_length=7,
                        verbose_name="language",
                    ),
                ),
                (
                    "text",
                    models.TextField(blank=True, max_length=4000, verbose_name="words"),
                ),
                ("is_changed", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("HELD", "goes out in a moment"),
                            ("WAITING", "on its way"),
                            ("SENT", "sent"),
                            ("FAILED", "not delivered"),
                            ("TAKEN_BACK", "taken back"),
                            ("SPOKEN", "said"),
                        ],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("made_at", models.DateTimeField()),
                (
                    "reaction",
                    models.CharField(
                        choices=[
                            ("SATISFIED", "satisfied"),
                            ("ACCEPTED", "accepted it"),
                            ("DISSATISFIED", "dissatisfied"),
                            ("UNKNOWN", "no answer yet"),
                        ],
                        default="UNKNOWN",
                        max_length=12,
                        verbose_name="reaction of the customer",
                    ),
                ),
                ("reacted_at", models.DateTimeField(null=True)),
                ("submission_key", models.UUIDField(null=True, unique=True)),
                (
                    "answer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="complaints.answer",
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tellings",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "message",
                "verbose_name_plural": "messages",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["HELD", "WAITING"])),
                        fields=["due_at", "id"],
                        name="telling_due",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("complaint", "place"), name="telling_once_a_line"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "channel__in",
                                [
                                    "PHONE",
                                    "COUNTER",
                                    "VISIT",
                                    "WECHAT",
                                    "SMS",
                                    "EMAIL",
                                    "WEB",
                                    "LETTER",
                                    "MEDIA",
                                    "REGULATOR",
                                ],
                            ),
                            ("kind__in", ["RECEIPT", "PROGRESS", "RESULT", "ANSWER"]),
                            (
                                "reaction__in",
                                ["SATISFIED", "ACCEPTED", "DISSATISFIED", "UNKNOWN"],
                            ),
                            (
                                "state__in",
                                [
                                    "HELD",
                                    "WAITING",
                                    "SENT",
                                    "FAILED",
                                    "TAKEN_BACK",
                                    "SPOKEN",
                                ],
                            ),
                        ),
                        name="telling_words_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("sent_at__isnull", False),
                                ("state__in", ("SENT", "SPOKEN")),
                            ),
                            models.Q(
                                models.Q(
                                    ("state__in", ("SENT", "SPOKEN")), _negated=True
                                ),
                                ("sent_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="telling_sent_iff_dated",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "SPOKEN"),
                            models.Q(("text", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="telling_spoken_or_has_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ("SENT", "SPOKEN")),
                            ("channel__in", ("EMAIL",)),
                            _connector="OR",
                        ),
                        name="telling_held_by_gateway",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reacted_at", None), ("reaction", "UNKNOWN")),
                            models.Q(
                                models.Q(("reaction", "UNKNOWN"), _negated=True),
                                ("reacted_at__gte", models.F("made_at")),
                                ("reacted_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="telling_reaction_dated",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="answer",
            trigger=pgtrigger.compiler.Trigger(
                name="approved_words_stand",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.state <> 'DRAFT' AND (OLD.title_zh, OLD.title_en, OLD.text_zh, OLD.text_en, OLD.use, OLD.liability, OLD.category_id) IS DISTINCT FROM (NEW.title_zh, NEW.title_en, NEW.text_zh, NEW.text_en, NEW.use, NEW.liability, NEW.category_id))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="9f6fb66ba7d7205c33dc0d8150327a8dfecb2af1",
                    operation="UPDATE",
                    pgid="pgtrigger_approved_words_stand_c11d7",
                    table="complaints_answer",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="answer",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="c06c5346da3b0bd2bc1f39d1e185234901dc4d91",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_9fd26",
                    table="complaints_answer",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="answer",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot empty % table', TG_TABLE_NAME;",
                    hash="264e92a95c431753265fdf32bd0fda27a37f6fda",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_4e19b",
                    table="complaints_answer",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="compensationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot empty % table', TG_TABLE_NAME;",
                    hash="25c1b90af3eb77f25de04aa6ff4078194eb5807b",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_21fb5",
                    table="complaints_compensationevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="compensationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7c997091ef2ce72916b075035af298966a083a7e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d5e0b",
                    table="complaints_compensationevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="compensation",
            index=models.Index(
                fields=["complaint", "proposed_at"], name="compensation_of"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="compensation",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="d08c7de6b475f3b0d31e56b4c38e6567481f07d5",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_08327",
                    table="complaints_compensation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="compensation",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot empty % table', TG_TABLE_NAME;",
                    hash="bb528186df7419d907feef56485cab7e076d3f54",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_405e3",
                    table="complaints_compensation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="compensation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "complaints_compensationevent" ("amount", "complaint_id", "decided_at", "decided_by_id", "decision", "given_at", "given_by_id", "id", "kind", "limit", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason", "receipt", "state", "submission_key", "version") VALUES (OLD."amount", OLD."complaint_id", OLD."decided_at", OLD."decided_by_id", OLD."decision", OLD."given_at", OLD."given_by_id", OLD."id", OLD."kind", OLD."limit", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."proposed_at", OLD."proposed_by_id", OLD."reason", OLD."receipt", OLD."state", OLD."submission_key", OLD."version"); RETURN NULL;',
                    hash="6e793c3ad8b42cc31e4678bd771e44975357770a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b235c",
                    table="complaints_compensation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="effectcheckevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot empty % table', TG_TABLE_NAME;",
                    hash="cdc45c59560e601e344b14ec6a64975eeb4b4714",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_a607b",
                    table="complaints_effectcheckevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="effectcheckevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="50456c8630cadc1e8ba69c0c30d9acd9a8341644",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_99966",
                    table="complaints_effectcheckevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="effectcheck",
            constraint=models.UniqueConstraint(
                fields=("improvement", "window_days"), name="effectcheck_once_a_window"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="effectcheck",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "complaints_effectcheckevent" ("after_base", "after_count", "before_base", "before_count", "change", "computed_at", "control_after_base", "control_after_count", "control_before_base", "control_before_count", "control_branches", "due_on", "high", "id", "improvement_id", "judged_at", "judged_by_id", "low", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed", "verdict", "window_days") VALUES (OLD."after_base", OLD."after_count", OLD."before_base", OLD."before_count", OLD."change", OLD."computed_at", OLD."control_after_base", OLD."control_after_count", OLD."control_before_base", OLD."control_before_count", OLD."control_branches", OLD."due_on", OLD."high", OLD."id", OLD."improvement_id", OLD."judged_at", OLD."judged_by_id", OLD."low", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."proposed", OLD."verdict", OLD."window_days"); RETURN NULL;',
                    hash="34c91aa09796a643c00c5450a52bf9b6333c3bab",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e26d9",
                    table="complaints_effectcheck",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="improvementline",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1237b1dec5e994c7677413f46a02493085f1ac97",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7f736",
                    table="complaints_improvementline",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="improvementline",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot empty % table', TG_TABLE_NAME;",
                    hash="7e4665e350cfe82194de20e7f63bf5275aa614c9",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_96545",
                    table="complaints_improvementline",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="improvement",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="77022010aab35e13d5fd1b8afb1031a9dab9c5a1",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_0a7b8",
                    table="complaints_improvement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="improvement",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot empty % table', TG_TABLE_NAME;",
                    hash="ba65b6aff7943f7d4c180850ef2e03f6879369d0",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_071bc",
                    table="complaints_improvement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="line",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="fb03cd7b29ecacf5db8e0cac8122913b4da4a195",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c5f3b",
                    table="complaints_line",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="line",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot empty % table', TG_TABLE_NAME;",
                    hash="0fa0a9e8f435f4ed18985925c6f1d8f9683b1d8a",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_29b35",
                    table="complaints_line",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="policy",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "complaints_policyevent" ("active_from", "compensation_limit", "escalate_hours", "group_count", "id", "made_at", "made_by_id", "major_amount", "major_tiers", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "repeat_count", "repeat_days", "verify_days", "version", "warn_percent") VALUES (OLD."active_from", OLD."compensation_limit", OLD."escalate_hours", OLD."group_count", OLD."id", OLD."made_at", OLD."made_by_id", OLD."major_amount", OLD."major_tiers", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."repeat_count", OLD."repeat_days", OLD."verify_days", OLD."version", OLD."warn_percent"); RETURN NULL;',
                    hash="af84eebc1711c2489c0d1aacb24011e9cd86d91b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_32caf",
                    table="complaints_policy",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="complaintevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot empty % table', TG_TABLE_NAME;",
                    hash="e12ea3da45f59c680f0c8c50b30d119ba1cdc4c1",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_d46a7",
                    table="complaints_complaintevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="complaintevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="74052a534e71dac9970ee5a73a0d0ce95ee9fa73",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_17d31",
                    table="complaints_complaintevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="complaint",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="eebb0537a73af91c8eb42c4bd1991b84d289e83e",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_54514",
                    table="complaints_complaint",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="complaint",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot empty % table', TG_TABLE_NAME;",
                    hash="6a37eb09b59be4bda091cef37ed8f0510a5ca9a1",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_42316",
                    table="complaints_complaint",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="complaint",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."about_user_id" IS DISTINCT FROM (NEW."about_user_id") OR OLD."agency" IS DISTINCT FROM (NEW."agency") OR OLD."agency_number" IS DISTINCT FROM (NEW."agency_number") OR OLD."agency_received_on" IS DISTINCT FROM (NEW."agency_received_on") OR OLD."asset_id" IS DISTINCT FROM (NEW."asset_id") OR OLD."branch_id" IS DISTINCT FROM (NEW."branch_id") OR OLD."category_id" IS DISTINCT FROM (NEW."category_id") OR OLD."cause_id" IS DISTINCT FROM (NEW."cause_id") OR OLD."channel" IS DISTINCT FROM (NEW."channel") OR OLD."claimed" IS DISTINCT FROM (NEW."claimed") OR OLD."closed_at" IS DISTINCT FROM (NEW."closed_at") OR OLD."closed_by_id" IS DISTINCT FROM (NEW."closed_by_id") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."customer_id" IS DISTINCT FROM (NEW."customer_id") OR OLD."department_id" IS DISTINCT FROM (NEW."department_id") OR OLD."ending" IS DISTINCT FROM (NEW."ending") OR OLD."external_since" IS DISTINCT FROM (NEW."external_since") OR OLD."facts" IS DISTINCT FROM (NEW."facts") OR OLD."feedback_id" IS DISTINCT FROM (NEW."feedback_id") OR OLD."first_replied_at" IS DISTINCT FROM (NEW."first_replied_at") OR OLD."handler_id" IS DISTINCT FROM (NEW."handler_id") OR OLD."happened_on" IS DISTINCT FROM (NEW."happened_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."level" IS DISTINCT FROM (NEW."level") OR OLD."liability" IS DISTINCT FROM (NEW."liability") OR OLD."major_reasons" IS DISTINCT FROM (NEW."major_reasons") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."policy_id" IS DISTINCT FROM (NEW."policy_id") OR OLD."reaction" IS DISTINCT FROM (NEW."reaction") OR OLD."received_at" IS DISTINCT FROM (NEW."received_at") OR OLD."registered_at" IS DISTINCT FROM (NEW."registered_at") OR OLD."registered_by_id" IS DISTINCT FROM (NEW."registered_by_id") OR OLD."remedy" IS DISTINCT FROM (NEW."remedy") OR OLD."remedy_words" IS DISTINCT FROM (NEW."remedy_words") OR OLD."reopened_count" IS DISTINCT FROM (NEW."reopened_count") OR OLD."reply_email" IS DISTINCT FROM (NEW."reply_email") OR OLD."reply_phone" IS DISTINCT FROM (NEW."reply_phone") OR OLD."said_by" IS DISTINCT FROM (NEW."said_by") OR OLD."severity" IS DISTINCT FROM (NEW."severity") OR OLD."solution" IS DISTINCT FROM (NEW."solution") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."submission_key" IS DISTINCT FROM (NEW."submission_key") OR OLD."tier" IS DISTINCT FROM (NEW."tier") OR OLD."tier_reply_hours" IS DISTINCT FROM (NEW."tier_reply_hours") OR OLD."tier_resolve_days" IS DISTINCT FROM (NEW."tier_resolve_days") OR OLD."told_at" IS DISTINCT FROM (NEW."told_at") OR OLD."told_by" IS DISTINCT FROM (NEW."told_by") OR OLD."verified_at" IS DISTINCT FROM (NEW."verified_at") OR OLD."verifier_id" IS DISTINCT FROM (NEW."verifier_id") OR OLD."verify_on" IS DISTINCT FROM (NEW."verify_on") OR OLD."visit_id" IS DISTINCT FROM (NEW."visit_id") OR OLD."waiting_since" IS DISTINCT FROM (NEW."waiting_since") OR OLD."words" IS DISTINCT FROM (NEW."words"))',
                    func='INSERT INTO "complaints_complaintevent" ("about_user_id", "agency", "agency_number", "agency_received_on", "asset_id", "branch_id", "category_id", "cause_id", "channel", "claimed", "closed_at", "closed_by_id", "code", "customer_id", "department_id", "due_at", "ending", "external_since", "facts", "feedback_id", "first_replied_at", "handler_id", "happened_on", "id", "kind", "level", "liability", "line_count", "major_reasons", "merged_into_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_id", "reaction", "received_at", "registered_at", "registered_by_id", "remedy", "remedy_words", "reopened_count", "reply_email", "reply_phone", "said_by", "severity", "solution", "state", "submission_key", "tier", "tier_reply_hours", "tier_resolve_days", "told_at", "told_by", "updated_at", "verified_at", "verifier_id", "verify_on", "visit_id", "waiting_since", "words") VALUES (OLD."about_user_id", OLD."agency", OLD."agency_number", OLD."agency_received_on", OLD."asset_id", OLD."branch_id", OLD."category_id", OLD."cause_id", OLD."channel", OLD."claimed", OLD."closed_at", OLD."closed_by_id", OLD."code", OLD."customer_id", OLD."department_id", OLD."due_at", OLD."ending", OLD."external_since", OLD."facts", OLD."feedback_id", OLD."first_replied_at", OLD."handler_id", OLD."happened_on", OLD."id", OLD."kind", OLD."level", OLD."liability", OLD."line_count", OLD."major_reasons", OLD."merged_into_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."policy_id", OLD."reaction", OLD."received_at", OLD."registered_at", OLD."registered_by_id", OLD."remedy", OLD."remedy_words", OLD."reopened_count", OLD."reply_email", OLD."reply_phone", OLD."said_by", OLD."severity", OLD."solution", OLD."state", OLD."submission_key", OLD."tier", OLD."tier_reply_hours", OLD."tier_resolve_days", OLD."told_at", OLD."told_by", OLD."updated_at", OLD."verified_at", OLD."verifier_id", OLD."verify_on", OLD."visit_id", OLD."waiting_since", OLD."words"); RETURN NULL;',
                    hash="00cf0d78116d8f60b4d5c5833013af52529d75db",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_36c30",
                    table="complaints_complaint",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="policyevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot empty % table', TG_TABLE_NAME;",
                    hash="9f7a501b60a7c9d2b778aa7c97fd39e17d5c5f2c",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_26675",
                    table="complaints_policyevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="policyevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="37e75fc3ac18361d20cc6132827609e777a65de0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6f933",
                    table="complaints_policyevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="telling",
            trigger=pgtrigger.compiler.Trigger(
                name="words_stand",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."complaint_id" IS DISTINCT FROM (NEW."complaint_id") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."channel" IS DISTINCT FROM (NEW."channel") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."answer_id" IS DISTINCT FROM (NEW."answer_id") OR OLD."is_changed" IS DISTINCT FROM (NEW."is_changed") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="0282ed36e698e2e98947276b6c30c4ee11a4ccd0",
                    operation="UPDATE",
                    pgid="pgtrigger_words_stand_23bd6",
                    table="complaints_telling",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="telling",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="b1448c5e62471cd6dd7133bdb96d0849722576ca",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_bc8fa",
                    table="complaints_telling",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="telling",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot empty % table', TG_TABLE_NAME;",
                    hash="88ba6e4de497211c70dc511809fa10f76f633699",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_64de3",
                    table="complaints_telling",
                    when="BEFORE",
                ),
            ),
        ),
    ]
