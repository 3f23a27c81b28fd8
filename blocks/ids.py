"""Every id that a block emits and a listener answers to.

Slack wants each action_id once in a block, so the buttons of a row are numbered (`number_id`). The
listener is found by the name before the colon.
"""

from __future__ import annotations

NOTICE = "notice"  # a sentence over a modal, which has nothing to submit

ROLE_USE = "role.use"  # the value is the id of the role to make the channel's
ROLE_UNDO = "role.undo"  # the ids of the role that it was made, and of the former one, if any
ROLES_COMPARE = "roles.compare"  # the value is the ids of two or three roles
ROLES_SHARE = "roles.share"  # as above

SALARY_READ = "salary.read"  # the value is a query, as a person could type it
SALARY_SHARE = "salary.share"  # the value is a query; an offer is shared after a confirmation
SALARY_CHECK = "salary.check"  # opens the form; the value is a query to fill it from
SALARY_FORM = "salary.form"  # the form *Check an offer*
SALARY_FORM_READING = "salary.form.reading"  # its answer, which has nothing to submit

INTERVIEW_SHOW = "interview.show"  # the value is a role's id and a stage, as could be typed
INTERVIEW_SHARE = "interview.share"  # a role and a stage; confirmed in a public channel
INTERVIEW_KIT = "interview.kit"  # a role and a stage; sends the kit as a direct message
INTERVIEW_CARDS = "interview.cards"  # a role, a stage and a page; opens the cards, or turns them
INTERVIEW_CARDS_VIEW = "interview.cards.view"  # the cards; nothing to submit
GUIDE_SHOW = "guide.show"  # the value is a role's id and a topic or a passage
GUIDE_SHARE = "guide.share"  # the value is a role's id and a topic or a passage
GUIDE_ASK = "guide.ask"  # opens the field for a question; the value is a role's id
GUIDE_ASK_FORM = "guide.ask.form"  # that field; its metadata is a ModalOrigin
GUIDE_ASKED = "guide.asked"  # the answer, where it can't be put in the place of the message

NEED_OPEN = "need.open"  # beside a message; the value is a role's id and options to choose
NEED_FORM = "need.form"  # the six questions; its metadata holds ids and where it was opened
NEED_ANSWER = "need.answer"  # the answer; its metadata also holds the ids of what was chosen
NEED_ROLE = "need.role"  # the value is the id of another role to ask about
NEED_CHANGE = "need.change"  # back to the questions
NEED_SHARE = "need.share"
NEED_NEXT = "need.next"  # the value is what to show next
NEED_SHOWN = "need.shown"  # what it shows, laid over the answer

JD_OPEN = "jd.open"  # beside a message; the value is a role's id
JD_FORM = "jd.form"  # the blanks; its metadata holds ids and where it was opened
JD_PREVIEW = "jd.preview"  # the posting, in the form's place, with the form's metadata
JD_ROLE = "jd.role"  # the value is the id of another role to describe
JD_PLACE = "jd.place"  # the field with the place whose range is filled in
JD_MORE = "jd.more"  # shows the fields at the form's end
JD_EDIT = "jd.edit"  # back to the form
JD_NEW = "jd.new"  # empties the form, for another posting
JD_NO_RANGE = "jd.no_range"  # go on without a range; the value is a digest of the draft
JD_SHARE = "jd.share"  # the value is a digest of what the preview shows
JD_UPDATE = "jd.update"  # the value is such a digest; changes the shared posting in place
JD_FILE = "jd.file"  # the value is such a digest
JD_REVISE = "jd.revise"  # on a shared posting; the value is its role's id and its author

# The values of all but a few hold a `blocks.debriefs.ref.Ref`: ids, and numbers of round and page.
DEBRIEF_OPEN = "debrief.open"  # the value is a role's id or nothing; a label after a colon
DEBRIEF_OPEN_FORM = "debrief.open.form"  # its metadata is a ModalOrigin
DEBRIEF_OPEN_ROLE = "debrief.open.role"  # the value is the id of another role
DEBRIEF_OPEN_ANOTHER = "debrief.open.another"  # for a label that is in use
DEBRIEF_OPEN_MORE = "debrief.open.more"  # shows the fields that most people leave alone
DEBRIEF_OPEN_PEOPLE = "debrief.open.people"  # interviewers were chosen in it
DEBRIEF_OPEN_TIME = "debrief.open.time"  # an interview's time was picked
DEBRIEF_OPEN_ROUNDS = "debrief.open.rounds"  # how the stages are split was chosen
DEBRIEF_OPEN_CLEAR = "debrief.open.clear"  # takes the interviewers of the last debrief out
DEBRIEF_OPEN_PASTE = "debrief.open.paste"  # shows the field for an invitation
DEBRIEF_OPEN_READ = "debrief.open.read"  # reads it
DEBRIEF_OPENED = "debrief.opened"  # what the form becomes; nothing to submit
DEBRIEF_FILE = "debrief.file"  # a seat, or only the debrief: then the person's own
DEBRIEF_FILE_FORM = "debrief.file.form"  # the scorecard
DEBRIEF_FILE_SAVE = "debrief.file.save"  # a choice or typing in it: save the draft
DEBRIEF_FILED = "debrief.filed"  # what the form becomes once it is saved; nothing to submit
DEBRIEF_NOTES = "debrief.notes"  # a seat: opens the kit as a form to take notes in
DEBRIEF_NOTES_FORM = "debrief.notes.form"
DEBRIEF_NOTES_SAVE = "debrief.notes.save"  # typing in it: save the notes
DEBRIEF_NOTES_VIEW = "debrief.notes.view"  # the notes of a debrief that is over; to read
DEBRIEF_GIVE_UP = "debrief.give_up"
DEBRIEF_GIVE_UP_FORM = "debrief.give_up.form"
DEBRIEF_SEAT_MENU = "debrief.seat.menu"  # beside a seat; an option is one of the next, and a Ref
DEBRIEF_DID_NOT_INTERVIEW = "debrief.did_not_interview"
DEBRIEF_DID_NOT_INTERVIEW_FORM = "debrief.did_not_interview.form"
DEBRIEF_OFFER_SEAT = "debrief.offer_seat"  # asks somebody else to interview in one's place
DEBRIEF_OFFER_SEAT_FORM = "debrief.offer_seat.form"
DEBRIEF_MORE_TIME = "debrief.more_time"
DEBRIEF_ACCEPT_SEAT = "debrief.accept_seat"  # the round of its Ref is the request's number
DEBRIEF_DECLINE_SEAT = "debrief.decline_seat"
DEBRIEF_RATE_NOW = "debrief.rate_now"  # in the scorecard: save its ratings, words to follow
DEBRIEF_KEEP_SEAT = "debrief.keep_seat"  # to an interviewer whom the owner has excused
DEBRIEF_AGREE = "debrief.agree"  # they agree to it
DEBRIEF_READ = "debrief.read"  # a round's scorecards, beside a message
DEBRIEF_READ_VIEW = "debrief.read.view"  # the scorecards; nothing to submit
DEBRIEF_READ_PAGE = "debrief.read.page"  # another page of them
DEBRIEF_ADVANCE = "debrief.advance"  # opens the form that starts the next round
DEBRIEF_ADVANCE_FORM = "debrief.advance.form"
DEBRIEF_ADVANCE_TIME = "debrief.advance.time"  # a picked time in it
DEBRIEF_STOP = "debrief.stop"
DEBRIEF_DECIDE = "debrief.decide"  # also to change a decision
DEBRIEF_DECIDE_FORM = "debrief.decide.form"
DEBRIEF_DECIDE_OUTCOME = "debrief.decide.outcome"  # a choice in it: another round needs people
DEBRIEF_DECIDE_SEATS = "debrief.decide.seats"  # who interviews in another round, or when
DEBRIEF_REVEAL_NOW = "debrief.reveal_now"  # in the grace, by owner and decider
DEBRIEF_CANDIDATE_TOLD = "debrief.candidate_told"
DEBRIEF_CANDIDATE_TASK = "debrief.candidate_task"  # opens its form: who tells them by when
DEBRIEF_CANDIDATE_TASK_FORM = "debrief.candidate_task.form"
DEBRIEF_DISSENT = "debrief.dissent"
DEBRIEF_DISSENT_FORM = "debrief.dissent.form"
DEBRIEF_MANAGE = "debrief.manage"
DEBRIEF_MANAGE_VIEW = "debrief.manage.view"  # the seats, and what the owner can do
DEBRIEF_MANAGE_SEAT = "debrief.manage.seat"  # beside a seat; the value is a SeatChoice and a Ref
DEBRIEF_ADD_SEAT = "debrief.add_seat"
DEBRIEF_ADD_SEAT_FORM = "debrief.add_seat.form"
DEBRIEF_SEAT_TIME = "debrief.seat.time"  # in either: who interviews, or when, was picked
DEBRIEF_REPLACE_FORM = "debrief.swap.form"
DEBRIEF_RESCHEDULE_FORM = "debrief.reschedule.form"
DEBRIEF_SCHEDULE = "debrief.schedule"  # when the interview of a seat is
DEBRIEF_SCHEDULE_TIME = "debrief.schedule.time"  # the picked time
DEBRIEF_SCHEDULE_READ = "debrief.schedule.read"  # reads the invitation that was pasted into it
DEBRIEF_EXCUSE_FORM = "debrief.excuse.form"
DEBRIEF_HAND_OVER = "debrief.hand_over"
DEBRIEF_HAND_OVER_FORM = "debrief.hand_over.form"
DEBRIEF_ACCEPT = "debrief.accept"  # take over; the round of its Ref is the hand-over's number
DEBRIEF_DECLINE = "debrief.decline"
DEBRIEF_HISTORY = "debrief.history"  # who did what when; its Ref has a page
DEBRIEF_HISTORY_VIEW = "debrief.history.view"
DEBRIEF_REVEAL_WITHOUT = "debrief.reveal_without"
DEBRIEF_NUDGE = "debrief.nudge"  # sends the interviewer of a seat a message
DEBRIEF_SNOOZE = "debrief.snooze"  # a SnoozeChoice, and a Ref or when a digest was sent
DEBRIEF_CLOSE = "debrief.close"
DEBRIEF_CLOSE_FORM = "debrief.close.form"
DEBRIEF_APPOINT = "debrief.appoint"
DEBRIEF_APPOINT_FORM = "debrief.appoint.form"
DEBRIEF_INVITE = "debrief.invite"  # invites the people who are not in the channel
DEBRIEF_POST_AGAIN = "debrief.post_again"  # messages that Slack never confirmed, or withdrawn ones
DEBRIEF_WITHDRAW = "debrief.withdraw"  # removes what was posted to the channel
DEBRIEF_POST_ALL_AGAIN = "debrief.post_again.all"  # all that the person withdrew from the channel
DEBRIEF_WITHDRAW_ALL = "debrief.withdraw.all"  # all of the person's in the channel of its debrief
DEBRIEF_LIST = "debrief.list"  # the value is the number of a page, from 0
DEBRIEF_FIND = "debrief.find"  # another page of a search; the value is its number and the text
DEBRIEF_LINK = "debrief.link"  # opens an address; nothing to do but to acknowledge

HOME_REST = "home.rest"  # in a Home, which shows only the first; the value is "owed" or "runs"
HOME_REST_VIEW = "home.rest.view"

WORDS_COUNT = "words.count"  # in an administrator's Home; switches it on
WORDS_STOP = "words.stop"  # switches it off, and deletes the counts

PREFERENCES = "preferences"  # opens a person's own settings for reminders
PREFERENCES_FORM = "preferences.form"  # its metadata: for how many new absences it has room
PREFERENCES_MORE = "preferences.more"  # in the form: room for another absence
WORKSPACE_PREFERENCES = "preferences.workspace"  # for administrators: the workspace's
WORKSPACE_PREFERENCES_FORM = "preferences.workspace.form"


def number_id(name: str, number: int) -> str:
    """An action's id for the button of this number."""
    return f"{name}:{number}"


def strip_number(action_id: str) -> str:
    """The action's id without its number."""
    return action_id.partition(":")[0]


FIRST_CHOICE = 200
"""The least number of an action by which somebody chooses a role: of a question, or another one."""


def number_role_choice(name: str, number: int = 0) -> str:
    """The id of the action by which a role is chosen, from 0."""
    return number_id(name, FIRST_CHOICE + number)


def is_role_choice(action_id: str) -> bool:
    """Whether a press chooses a role, so that it is remembered for the person."""
    number = action_id.partition(":")[2]
    return number.isdecimal() and int(number) >= FIRST_CHOICE
