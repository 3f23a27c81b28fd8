"""Every id that a block emits and a listener answers to.

Slack wants each action_id once in a block, so a row of alike buttons numbers them: `nth`. The
listener is found by the name before the colon.
"""

from __future__ import annotations

NOTICE = "notice"  # a sentence over a modal, which has nothing to submit

SALARY_READ = "salary.read"  # the value is a query, as somebody could have typed it
SALARY_SHARE = "salary.share"  # likewise; publishes bands, and an offer after a confirmation
SALARY_CHECK = "salary.check"  # opens the form; the value is a query to fill it from
SALARY_FORM = "salary.form"  # the form *Check an offer*
SALARY_FORM_READING = "salary.form.reading"  # its answer, which has nothing to submit

INTERVIEW_SHOW = "interview.show"  # the value is a role's id and a stage, as could be typed
INTERVIEW_SHARE = "interview.share"  # likewise; in a public channel after a confirmation
INTERVIEW_KIT = "interview.kit"  # likewise; sends it to the person's direct messages
GUIDE_SHOW = "guide.show"  # the value is a role's id and a topic or a passage
GUIDE_SHARE = "guide.share"  # likewise


def nth(name: str, number: int) -> str:
    """The same action for the button of this number."""
    return f"{name}:{number}"


def name_of(action_id: str) -> str:
    """The action that a numbered id stands for."""
    return action_id.partition(":")[0]
