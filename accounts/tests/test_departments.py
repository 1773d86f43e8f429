"""Departments and who answers for them, in the administrator's site."""

import pytest

from accounts.forms.departments import DepartmentForm
from accounts.models import AuditEntry, Department
from accounts.refused import Conflict
from accounts.services import departments
from crm.testing.cast import NOON

LIST = "/admin/accounts/department/"
TYPED = {"code": "charging", "name_zh": "充电部", "name_en": "Charging",
         "is_active": "on"}  # fmt: skip


@pytest.fixture
def admin(client, cast):
    client.force_login(cast.adam)
    return client


def test_a_department_is_added_with_its_liaisons(admin, cast):
    said = TYPED | {"liaisons": [cast.lia.pk]}
    assert admin.post(f"{LIST}add/", said).status_code == 302
    made = Department.objects.get(code="charging")
    assert list(made.liaisons.all()) == [cast.lia]
    assert "连丽雅" in admin.get(LIST).content.decode()
    assert AuditEntry.objects.filter(action="department.created").count() == 1


def test_a_code_is_used_once(admin):
    admin.post(f"{LIST}add/", TYPED)
    assert admin.post(f"{LIST}add/", TYPED).status_code == 200
    assert Department.objects.filter(code="charging").count() == 1


def test_liaisons_change_and_the_trail_names_them(admin, cast):
    admin.post(f"{LIST}add/", TYPED)
    made = Department.objects.get(code="charging")
    seen = DepartmentForm(row=made).initial["seen"]
    said = TYPED | {"liaisons": [cast.lia.pk], "seen": seen}
    assert admin.post(f"{LIST}{made.pk}/change/", said).status_code == 302
    entry = AuditEntry.objects.get(action="department.updated")
    assert entry.changes == {"liaisons": [[], ["连丽雅"]]}


def test_the_second_of_two_editors_is_told(cast):
    made = Department.objects.order_by("pk")[0]
    seen = DepartmentForm(row=made).initial["seen"]
    new = {name: getattr(made, name) for name in ("code", "name_en", "is_active")}
    new |= {"liaisons": [], "seen": seen, "actor": cast.adam, "at": NOON}
    departments.update_department(made, **new, name_zh="一部")
    with pytest.raises(Conflict):
        departments.update_department(made, **new, name_zh="二部")
    made.refresh_from_db()
    assert made.name_zh == "一部"


@pytest.mark.parametrize("who", ["max", "anna"])
def test_only_who_manages_people_sees_departments(client, cast, who):
    client.force_login(getattr(cast, who))
    assert client.get(LIST).status_code == 403
