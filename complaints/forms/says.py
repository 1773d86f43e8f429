"""What a customer tells us by himself, signed in nowhere; a mail that is brought."""

import io
import threading
from collections.abc import Iterable
from datetime import datetime

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Branch
from accounts.models.records import submission_key
from accounts.widgets import Textarea
from complaints import mails
from complaints.choices import InboundWay
from complaints.forms.registers import ACCEPTED
from customers.forms.documents import FilesField, naming
from customers.forms.fields import phone_widget, readable_phone
from customers.uploads import MOST_OF_STRANGERS, UnwantedError, Upload, checked

SALT = "complaints.say"
# Nobody reads and writes a form in less.
LEAST_SECONDS = 3
# So many strangers of one process have files unpacked at once; the rest do not wait.
UNPACKING = threading.BoundedSemaphore(2)


class UnreadFilesField(FilesField):
    """Files that are only counted; whoever asks reads them, see `SayForm.clean`."""

    def checked(self, file):
        return file


class SayForm(forms.Form):
    """The public form."""

    words = forms.CharField(
        label=gettext_lazy("What happened?"),
        max_length=4000,
        widget=Textarea(attrs={"rows": 6}),
    )
    name = forms.CharField(
        label=gettext_lazy("Your name"), max_length=60, required=False
    )
    phone = forms.CharField(
        label=gettext_lazy("Your phone"), max_length=32, required=False,
        help_text=gettext_lazy("A phone number or an e-mail is enough."),
        widget=phone_widget(),
    )  # fmt: skip
    email = forms.EmailField(label=gettext_lazy("Your e-mail"), required=False)
    branch = forms.ModelChoiceField(
        Branch.objects.order_by("code"),
        label=gettext_lazy("Which of our branches?"),
        required=False,
        empty_label=gettext_lazy("I do not know"),
    )
    uploads = UnreadFilesField(
        label=gettext_lazy("Photos or documents"), required=False
    )
    has_agreed = forms.BooleanField(
        label=gettext_lazy(
            "You may use what I write here to look into it and to answer me."
        ),
        error_messages={
            "required": gettext_lazy("Without this we may not use what you write.")
        },
    )
    submission_key = forms.UUIDField(widget=forms.HiddenInput, initial=submission_key)
    # Nobody sees it; what fills in every box fills in this one.
    website = forms.CharField(required=False)
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, at: datetime, **kwargs):
        super().__init__(*args, **kwargs)
        self.at = at
        self.initial["opened"] = _signer().sign(str(int(at.timestamp())))
        self.fields["uploads"].widget.attrs["accept"] = ACCEPTED
        self.fields["website"].widget.attrs |= {"tabindex": "-1", "autocomplete": "off"}

    def clean_phone(self) -> str:
        return readable_phone(self.cleaned_data["phone"])

    def clean(self) -> dict:
        said = super().clean()
        if not (said.get("phone") or said.get("email")) and not self.errors:
            text = _("Leave a phone number or an e-mail, so that we can answer.")
            self.add_error("phone", text)
        if not self._took_time():
            # A person sends it once more; what sends by itself does not come back.
            if self._opened() is None:
                self.data = self.data.copy()
                self.data["opened"] = self.initial["opened"]
            self.add_error(None, _("That was quick. Look it over, then send it again."))
        if not self.errors:
            said["uploads"] = self._read(said["uploads"])
        return said

    def _read(self, files: Iterable) -> tuple[Upload, ...]:
        """Unpack the files: last, of nothing that is refused, and few at once."""
        if not files:
            return ()
        if not UNPACKING.acquire(blocking=False):
            text = _("Many send us files just now. Choose yours and send it again.")
            self.add_error("uploads", text)
            return ()
        try:
            return tuple(_told(file) for file in files)
        except ValidationError as error:
            self.add_error("uploads", error)
            return ()
        finally:
            UNPACKING.release()

    @property
    def is_trapped(self) -> bool:
        """Say whether something filled in what no person sees."""
        return bool(self.data.get("website"))

    def _took_time(self) -> bool:
        opened = self._opened()
        return opened is not None and self.at.timestamp() - opened >= LEAST_SECONDS

    def _opened(self) -> int | None:
        """Return when the page was opened; None where it does not say so itself."""
        try:
            return int(_signer().unsign(self.data.get("opened", "")))
        except (signing.BadSignature, ValueError):
            return None

    def told(self) -> dict:
        names = ("words", "name", "phone", "email", "branch", "uploads")
        told = {name: self.cleaned_data[name] for name in names}
        key = self.cleaned_data["submission_key"]
        return told | {"way": InboundWay.WEB, "origin": f"web:{key}"}


class MailForm(forms.Form):
    """A mail that was saved as a file; `letter` is what it says once it is valid."""

    mail = forms.FileField(
        label=gettext_lazy("Mail as a file (.eml)"),
        widget=forms.ClearableFileInput(attrs={"accept": ".eml,message/rfc822"}),
    )

    def clean_mail(self):
        file = self.cleaned_data["mail"]
        if file.size > mails.MOST_BYTES:
            raise ValidationError(_("This mail is too large."))
        try:
            self.letter = mails.read(file.read())
        except mails.NoMailError as error:
            raise ValidationError(
                _("This is no mail. Save the mail as a file (.eml) and choose that.")
            ) from error
        return file


def told_of(letter: mails.Letter) -> dict:
    """Return a mail as the service takes it: what of its files is unfit stays out."""
    uploads, left_out = [], []
    for name, content in letter.files:
        upload = _fit(name, content)
        (left_out if upload is None else uploads).append(upload or name)
    names = ("origin", "name", "email", "subject", "words")
    told = {name: getattr(letter, name) for name in names}
    return told | {"way": InboundWay.MAIL, "uploads": uploads, "left_out": left_out}


def _fit(name: str, content: bytes) -> Upload | None:
    try:
        return checked(io.BytesIO(content), name, most_unpacked=MOST_OF_STRANGERS)
    except UnwantedError:
        return None


def _told(file) -> Upload:
    with naming(file):
        return checked(file, file.name, most_unpacked=MOST_OF_STRANGERS)


def _signer() -> signing.Signer:
    return signing.Signer(salt=SALT)
