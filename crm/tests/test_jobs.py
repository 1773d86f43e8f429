"""The page of a background job: its owner's alone, and quiet once the job has ended."""

from datetime import timedelta

import pytest

from accounts.choices import JobFault, JobState
from accounts.models import Job
from accounts.services import jobs
from crm.testing.cast import NOON
from crm.views.jobs import poll_seconds


@pytest.fixture
def job(cast):
    return jobs.ask("test", actor=cast.nina, params={"url": "/imports/1/"}, at=NOON)


@pytest.mark.parametrize(
    ("who", "status"), [("nina", 200), ("max", 404), ("dan", 404), ("adam", 404)]
)
def test_a_job_is_its_owners_alone(client, cast, job, who, status):
    client.force_login(getattr(cast, who))
    assert client.get(f"/jobs/{job.pk}/").status_code == status
    asked = client.post(f"/jobs/{job.pk}/cancel/").status_code
    assert asked == (302 if status == 200 else status)
    cancelled = Job.objects.get().state == JobState.CANCELLED
    assert cancelled is (status == 200)


def test_nothing_is_cancelled_by_looking(client, cast, job):
    client.force_login(cast.nina)
    assert client.get(f"/jobs/{job.pk}/cancel/").status_code == 405
    assert Job.objects.get().state == JobState.WAITING


def test_the_page_looks_again_until_the_job_has_ended(client, cast, job):
    client.force_login(cast.nina)
    assert b'hx-trigger="every' in client.get(f"/jobs/{job.pk}/").content
    jobs.run(job.pk, works={"test": lambda job, beat: {}}, clock=lambda: NOON)
    page = client.get(f"/jobs/{job.pk}/").content
    assert b'hx-trigger="every' not in page
    assert b'href="/imports/1/"' in page


def test_another_page_that_waits_for_the_job_goes_on_when_it_has_ended(
    client, cast, job
):
    client.force_login(cast.nina)
    here = {"HX-Request": "true", "HX-Current-URL": "http://testserver/imports/1/"}
    waiting = client.get(f"/jobs/{job.pk}/", headers=here)
    assert "HX-Refresh" not in waiting.headers
    assert b"<html" not in waiting.content
    jobs.cancel(job, actor=cast.nina, at=NOON)
    assert client.get(f"/jobs/{job.pk}/", headers=here).headers["HX-Refresh"] == "true"
    own = here | {"HX-Current-URL": f"http://testserver/jobs/{job.pk}/"}
    assert "HX-Refresh" not in client.get(f"/jobs/{job.pk}/", headers=own).headers


def test_a_job_that_failed_says_so_in_a_sentence(client, cast, job):
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            jobs.run(job.pk, works={"test": lambda *_: 1 / 0}, clock=lambda: NOON)
    client.force_login(cast.nina)
    page = client.get(f"/jobs/{job.pk}/").content.decode()
    assert str(JobFault.BROKEN.label) in page


def test_a_long_job_is_looked_at_more_and_more_seldom(job):
    ages = [timedelta(seconds=s) for s in (0, 59, 61, 600, 7200)]
    assert [poll_seconds(job, NOON + age) for age in ages] == [2, 2, 5, 15, 60]
