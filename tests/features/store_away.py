"""Everything that people can do, with what they are to see while the store is away."""

from __future__ import annotations

from blocks import ids
from blocks.debriefs.ref import Ref
from blocks.modal_origin import ModalOrigin
from bot.answers import posting
from bot.answers.roles import NOT_REMEMBERED
from bot.debriefs import administrators, saved_forms
from bot.features import posting_shares
from bot.slack import clicks, guard
from bot.store.errors import StoreUnavailableError

ROLE = "ai-tech-lead"
NOT_SAVED = StoreUnavailableError("").sentence
REF = Ref("0123456789abcdef", "s1", 1).text()
TYPED_IN = Ref("0123456789abcdef", "s1").text()

# What is seen: with a name in capitals a sentence that says what could not be done, otherwise a
# part of the answer, which needs no store.
COMMANDS = {
    "/salary": ("london", "£130k–£180k"),
    "/interview-questions": ("", "Technical screen"),
    "/hiring-guide": ("", "Neighbouring roles"),
    "/hiring-guide red flags": ("", NOT_REMEMBERED),
    "/do-we-need-a-lead": ("", "Do we need"),
    "/jd": ("", posting.NO_STORE),
    "/debrief": ("", guard.AWAY),
    "/debrief list": ("", guard.AWAY),
    "/debrief find JS": ("", guard.AWAY),
    "/debrief close JS": ("", guard.AWAY),
    "/debrief help": ("", "/debrief list"),
}
IN_MESSAGES = {
    ids.ROLE_USE: (ROLE, guard.AWAY),
    ids.ROLE_UNDO: (ROLE, guard.AWAY),
    ids.ROLES_COMPARE: (f"/hiring-guide {ROLE} sample-lead", "Owns: direction"),
    ids.ROLES_SHARE: (f"/hiring-guide {ROLE} sample-lead", clicks.SHARED.no_store),
    ids.SALARY_READ: (f"{ROLE} london", "£130k–£180k"),
    ids.SALARY_CHECK: (ROLE, "Check an offer"),
    ids.SALARY_SHARE: (f"{ROLE} london", clicks.SHARED.no_store),
    ids.INTERVIEW_SHOW: (f"{ROLE} screen", "Technical screen"),
    ids.INTERVIEW_SHARE: (f"{ROLE} screen", clicks.SHARED.no_store),
    ids.INTERVIEW_KIT: (f"{ROLE} screen", clicks.SENT.no_store),
    ids.INTERVIEW_CARDS: (f"{ROLE} screen 1", "Question 1 of 5."),
    ids.GUIDE_SHOW: (f"{ROLE} red flags", "AI Tech Lead: red flags"),
    ids.GUIDE_SHARE: (f"{ROLE} red flags", clicks.SHARED.no_store),
    ids.GUIDE_ASK: (ROLE, "Your question"),
    ids.NEED_OPEN: (ROLE, "Do we need"),
    ids.JD_OPEN: (ROLE, posting.NO_STORE),
    ids.JD_REVISE: (f"{ROLE} U0MAYA", posting.NO_DRAFT),
    ids.DEBRIEF_OPEN: (ROLE, "Candidate"),
    ids.DEBRIEF_SEAT_MENU: (f"{ids.DEBRIEF_MORE_TIME} {REF}", guard.AWAY),
    ids.DEBRIEF_LIST: ("0", guard.AWAY),
    ids.DEBRIEF_FIND: ("0:js", "No debrief matches"),  # no channel
    ids.PREFERENCES: ("", guard.AWAY),
    ids.WORKSPACE_PREFERENCES: ("", administrators.NOT_AN_ADMINISTRATOR),
    ids.DEBRIEF_SNOOZE: (f"hour {REF}", guard.AWAY),
    ids.HOME_REST: ("runs", guard.AWAY),
    ids.WORDS_COUNT: ("", administrators.NOT_AN_ADMINISTRATOR),
    ids.WORDS_STOP: ("", administrators.NOT_AN_ADMINISTRATOR),
    **dict.fromkeys(
        (
            ids.DEBRIEF_FILE,
            ids.DEBRIEF_NOTES,
            ids.DEBRIEF_GIVE_UP,
            ids.DEBRIEF_READ,
            ids.DEBRIEF_ADVANCE,
            ids.DEBRIEF_STOP,
            ids.DEBRIEF_SCHEDULE,
            ids.DEBRIEF_DECIDE,
            ids.DEBRIEF_REVEAL_NOW,
            ids.DEBRIEF_CANDIDATE_TOLD,
            ids.DEBRIEF_CANDIDATE_TASK,
            ids.DEBRIEF_DISSENT,
            ids.DEBRIEF_MANAGE,
            ids.DEBRIEF_REVEAL_WITHOUT,
            ids.DEBRIEF_NUDGE,
            ids.DEBRIEF_APPOINT,
            ids.DEBRIEF_POST_AGAIN,
            ids.DEBRIEF_WITHDRAW,
            ids.DEBRIEF_WITHDRAW_ALL,
            ids.DEBRIEF_POST_ALL_AGAIN,
            ids.DEBRIEF_OPEN_ANOTHER,
            ids.DEBRIEF_DID_NOT_INTERVIEW,
            ids.DEBRIEF_OFFER_SEAT,
            ids.DEBRIEF_MORE_TIME,
            ids.DEBRIEF_ACCEPT_SEAT,
            ids.DEBRIEF_DECLINE_SEAT,
            ids.DEBRIEF_KEEP_SEAT,
            ids.DEBRIEF_AGREE,
            ids.DEBRIEF_ACCEPT,
            ids.DEBRIEF_DECLINE,
            ids.DEBRIEF_HISTORY,
        ),
        (REF, guard.AWAY),
    ),
}
OPENED = ModalOrigin(ROLE, "C0HIRING").metadata()
IN_MODALS = {
    ids.NEED_ROLE: (OPENED, ROLE, "Do we need"),
    ids.NEED_CHANGE: (OPENED, "", "Do we need"),
    ids.NEED_NEXT: (OPENED, "posting", posting.NO_STORE),
    ids.JD_ROLE: (OPENED, ROLE, posting.NO_STORE),
    ids.JD_EDIT: (OPENED, "", posting.NO_DRAFT),
    ids.JD_MORE: (OPENED, "", "Job description"),
    ids.JD_NEW: (OPENED, "", "Job description"),
    ids.JD_NO_RANGE: (OPENED, "digest", posting_shares.NO_STORE),
    ids.JD_SHARE: (OPENED, "digest", posting_shares.NO_STORE),
    ids.JD_UPDATE: (OPENED, "digest", posting_shares.NO_STORE),
    ids.JD_FILE: (OPENED, "digest", posting_shares.NO_STORE),
    ids.DEBRIEF_OPEN_MORE: (OPENED, "", "Candidate"),
    ids.DEBRIEF_OPEN_PEOPLE: (OPENED, "", "Candidate"),
    ids.DEBRIEF_OPEN_TIME: (OPENED, "", "Candidate"),
    ids.DEBRIEF_OPEN_ROUNDS: (OPENED, "", "Candidate"),
    ids.DEBRIEF_OPEN_CLEAR: (OPENED, "", "Candidate"),
    ids.DEBRIEF_OPEN_PASTE: (OPENED, "", "Candidate"),
    ids.DEBRIEF_OPEN_READ: (OPENED, "", "Candidate"),
    ids.DEBRIEF_OPEN_ROLE: (OPENED, ROLE, "Candidate"),
    ids.DEBRIEF_FILE_SAVE: (TYPED_IN, "", saved_forms.NOT_SAVED),
    ids.DEBRIEF_NOTES_SAVE: (TYPED_IN, "", saved_forms.NOT_SAVED),
    ids.DEBRIEF_MANAGE_SEAT: (REF, f"nudge {REF}", guard.AWAY),
    **dict.fromkeys(
        (
            ids.DEBRIEF_READ_PAGE,
            ids.DEBRIEF_SCHEDULE_TIME,
            ids.DEBRIEF_SEAT_TIME,
            ids.DEBRIEF_SCHEDULE_READ,
            ids.DEBRIEF_ADVANCE_TIME,
            ids.DEBRIEF_RATE_NOW,
            ids.DEBRIEF_ADD_SEAT,
            ids.DEBRIEF_HAND_OVER,
            ids.DEBRIEF_CLOSE,
            ids.DEBRIEF_INVITE,
        ),
        (REF, REF, guard.AWAY),
    ),
    ids.PREFERENCES_MORE: ("1", "", guard.AWAY),
}
FORMS = (
    ids.DEBRIEF_FILE_FORM,
    ids.DEBRIEF_NOTES_FORM,
    ids.DEBRIEF_GIVE_UP_FORM,
    ids.DEBRIEF_DID_NOT_INTERVIEW_FORM,
    ids.DEBRIEF_OFFER_SEAT_FORM,
    ids.DEBRIEF_DECIDE_FORM,
    ids.DEBRIEF_CANDIDATE_TASK_FORM,
    ids.DEBRIEF_DISSENT_FORM,
    ids.DEBRIEF_ADD_SEAT_FORM,
    ids.DEBRIEF_REPLACE_FORM,
    ids.DEBRIEF_RESCHEDULE_FORM,
    ids.DEBRIEF_ADVANCE_FORM,
    ids.DEBRIEF_EXCUSE_FORM,
    ids.DEBRIEF_HAND_OVER_FORM,
    ids.DEBRIEF_CLOSE_FORM,
    ids.DEBRIEF_APPOINT_FORM,
    ids.PREFERENCES_FORM,
)
EVENTS = (
    "channel_id_changed",
    "channel_shared",
    *("group_archive", "group_deleted", "group_left", "group_unarchive"),
    "member_joined_channel",
    "member_left_channel",
    "user_change",
)
EVENT = {
    "channel": "C0HIRING",
    "old_channel_id": "C0HIRING",
    "new_channel_id": "C0OTHER",
    "user": {"id": "U0MAYA"},
}
BOUNDS = ('le="3.0"', 'le="+Inf"')
WITHOUT_A_STORE = {
    ids.SALARY_FORM,
    ids.GUIDE_ASK_FORM,
    ids.NEED_FORM,
    ids.JD_PLACE,
    ids.DEBRIEF_LINK,
    "app_uninstalled",
    "tokens_revoked",
}
"""They ask nothing of it; the last two do where many workspaces are served."""
WALKED = {
    ids.WORKSPACE_PREFERENCES_FORM,
    ids.JD_FORM,
    ids.DEBRIEF_OPEN_FORM,
    ids.NEED_SHARE,
    ids.DEBRIEF_DECIDE_OUTCOME,
    ids.DEBRIEF_DECIDE_SEATS,
}
"""They get as far as the store with a form that is filled in only, or by an administrator."""
