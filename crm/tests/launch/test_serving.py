"""The processes that serve people do not learn how to own the tables."""

from crm.launch import children, serving

TELL = ["env"]


def test_only_the_launcher_keeps_the_owners_address(tmp_path):
    log = tmp_path / "log"
    env = serving.environment(
        DATABASE_URL="postgres://application", DATABASE_OWNER_URL="postgres://owner"
    )
    process = serving.spawn(TELL, log, env)
    process.wait(10)
    children.stop(process)
    said = log.read_text().splitlines()
    assert "DATABASE_URL=postgres://application" in said
    assert not [line for line in said if "OWNER" in line]
    assert env["DATABASE_OWNER_URL"] == "postgres://owner"
