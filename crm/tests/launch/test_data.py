"""`manage.py data`: every folder is told, and only what nobody needs is removed."""

import pytest

from crm.launch import data, places, steps


@pytest.fixture
def outside(monkeypatch, tmp_path):
    """A machine whose shared folder and checkouts lie in one of our own."""
    shared = tmp_path / "var"
    shared.mkdir()
    monkeypatch.setattr(places, "OUTSIDE", shared)
    monkeypatch.setattr(places, "ROOT", checkout(tmp_path, "here"))
    monkeypatch.setattr(places, "state", lambda: state_of(places.ROOT))
    return tmp_path


def checkout(where, name):
    made = where / name
    made.mkdir()
    (made / "manage.py").touch()
    return made


def state_of(root):
    return places.OUTSIDE / f"crm-{places.tag(root)}"


def filled(root):
    """Make the data of a checkout as the demo makes it."""
    folder = state_of(root)
    folder.mkdir()
    (folder / "checkout").write_text(str(root))
    (folder / "postgres-demo").mkdir()
    (folder / "postgres-demo" / "row").write_text("x" * 5000)
    (folder / "secret-key").write_text("x")
    return folder


def gone(where, name):
    """Return the data of a checkout that has been deleted."""
    root = checkout(where, name)
    folder = filled(root)
    (root / "manage.py").unlink()
    root.rmdir()
    return folder


def test_every_folder_is_told_with_whose_it_is(outside, capsys):
    ours, other = filled(places.ROOT), filled(checkout(outside, "other"))
    left = gone(outside, "left")
    unknown = places.OUTSIDE / "crm-0123456789"
    unknown.mkdir()
    data.main([])
    told = capsys.readouterr().out
    for folder in (ours, other, left, unknown):
        assert str(folder) in told
    assert "this checkout; --remove" in told
    assert f"{outside}/other\n" in told
    assert f"{outside}/left, which is gone" in told
    assert "by hand" in told


def test_a_checkout_without_data_is_told_where_it_would_lie(outside, capsys):
    data.main([])
    assert str(places.state()) in capsys.readouterr().out
    data.main(["--remove"])
    assert "nothing to remove" in capsys.readouterr().out


def test_only_the_data_of_checkouts_that_are_gone_is_removed(outside):
    ours, other = filled(places.ROOT), filled(checkout(outside, "other"))
    left = gone(outside, "left")
    data.main(["--remove-gone"])
    assert not left.exists()
    assert ours.exists()
    assert other.exists()


def test_a_note_about_another_folder_proves_nothing(outside):
    pretended = gone(outside, "left").rename(places.OUTSIDE / "crm-0123456789")
    data.main(["--remove-gone"])
    assert pretended.exists()


def test_ones_own_data_is_removed_and_nobody_elses(outside):
    ours, other = filled(places.ROOT), filled(checkout(outside, "other"))
    data.main(["--remove"])
    assert not ours.exists()
    assert other.exists()


def test_what_somebody_else_put_there_stays(outside):
    ours = filled(places.ROOT)
    (ours / "my-diary.txt").touch()
    data.main(["--remove"])
    assert [each.name for each in ours.iterdir()] == ["my-diary.txt"]


def test_data_in_use_is_not_removed(outside):
    ours = filled(places.ROOT)
    with places.claim("demo"), pytest.raises(steps.Failed, match="stop its demo"):
        data.main(["--remove"])
    assert (ours / "postgres-demo" / "row").exists()


def test_a_start_notes_whose_the_folder_is(monkeypatch, tmp_path):
    monkeypatch.setenv("CRM_STATE_DIR", str(tmp_path / "data"))
    assert (places.make_state() / "checkout").read_text() == str(places.ROOT)


def test_all_that_a_start_makes_is_known_to_the_removal(monkeypatch, tmp_path):
    monkeypatch.setenv("CRM_STATE_DIR", str(tmp_path / "data"))
    folder = places.make_state()
    for name in ("demo.lock", "static.json", "demo-company.json", "postgres-x.half"):
        (folder / name).touch()
    data.empty(folder)
    assert not folder.exists()
