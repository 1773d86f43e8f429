"""A file becomes customers in the browser, worker included, without a barrier."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from crm.testing.browsers import axe, sign_in
from customers.models import Customer
from customers.tests import files

pytestmark = pytest.mark.browser
LINES = ("姓名,手机,生日", "王小明,13800138000,1985-06-01", "李雷,13900139000,昨天")
MAIN = "main button.btn-primary[type=submit]"


@pytest.fixture
def list_of_customers(tmp_path) -> str:
    path = tmp_path / "客户名单.csv"
    path.write_bytes(files.csv(*LINES, encoding="gb18030"))
    return str(path)


def walk(page: Page, user: User, path: str) -> None:
    """Take the file from upload to result, examining each step."""
    sign_in(page, user)
    page.goto("/imports/new/")
    axe(page)
    page.set_input_files("input[type=file]", path)
    page.click(MAIN)
    page.wait_for_url("**/match/")
    axe(page)
    page.click(MAIN)
    expect(page.locator(".said li")).to_contain_text("昨天")
    axe(page)
    page.select_option("#id_for_owner", label="王安娜 (东城店)")
    page.click(MAIN)
    expect(page.locator(".alert-success")).to_be_visible()
    axe(page)


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize(
    ("screen", "language"), [("phone", "zh-hans"), ("desktop", "en")]
)
def test_a_file_becomes_customers(
    open_page, committed_cast, list_of_customers, screen, language
):
    nina = committed_cast.nina
    User.objects.filter(pk=nina.pk).update(language=language)
    page = open_page(screen, locale=language)
    walk(page, nina, list_of_customers)
    assert Customer.objects.get().name == "王小明"
    with page.expect_download() as told:
        page.click("form[action$='/errors/'] button")
    text = told.value.path().read_text(encoding="utf-8-sig")
    assert text.splitlines()[1].startswith("李雷,13900139000,昨天,")


@pytest.mark.usefixtures("worker")
def test_a_file_that_is_no_table_says_so_and_another_can_be_chosen(
    phone, committed_cast, tmp_path
):
    path = tmp_path / "客户.csv"
    path.write_bytes(b"name\n" + b"\xff" * 100)
    sign_in(phone, committed_cast.nina)
    phone.goto("/imports/new/")
    phone.set_input_files("input[type=file]", str(path))
    phone.click(MAIN)
    expect(phone.locator(".alert-danger")).to_contain_text("UTF-8")
    axe(phone)
