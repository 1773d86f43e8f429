"""uv is sent to the same indexes as pip."""

from crm.launch import mirrors

LISTING = """\
:env:.index-url='https://env.example/simple'
global.cert='/etc/ssl/ours.pem'
global.extra-index-url='https://one.example/simple https://two.example/simple'
global.find-links='\\n/opt/wheels\\n/srv/my-wheels'
global.index-url='https://global.example/simple'
global.trusted-host='one.example'
install.timeout='60'
list.format='columns'
"""


def test_the_strongest_section_of_pip_wins():
    assert mirrors.settings(LISTING)["index-url"] == "https://env.example/simple"


def test_settings_of_other_pip_commands_are_left_alone():
    assert "format" not in mirrors.settings(LISTING)


def test_several_indexes_and_folders_are_all_kept():
    found = mirrors.for_uv(LISTING, {})
    assert found["UV_DEFAULT_INDEX"] == "https://env.example/simple"
    assert found["UV_INDEX"] == "https://one.example/simple https://two.example/simple"
    assert found["UV_FIND_LINKS"] == "/opt/wheels,/srv/my-wheels"
    assert found["UV_INSECURE_HOST"] == "one.example"
    assert found["SSL_CERT_FILE"] == "/etc/ssl/ours.pem"
    assert found["UV_HTTP_TIMEOUT"] == "60"


def test_what_is_set_for_uv_itself_stays():
    found = mirrors.for_uv(LISTING, {"UV_DEFAULT_INDEX": "https://mine.example"})
    assert found["UV_DEFAULT_INDEX"] == "https://mine.example"


def test_no_pip_settings_ask_every_index_as_pip_does():
    assert mirrors.for_uv("", {}) == {"UV_INDEX_STRATEGY": "unsafe-best-match"}
