"""The answer to a command whose text leaves open which role it is about, or compares some."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from blocks.command_help import build_command_help
from blocks.notices import add_note
from blocks.role_comparison import build_comparison, describe_left_out
from blocks.roles import build_role_question, build_without, build_without_job
from bot.answers.roles import ComparedRoles, JobWithout, RoleWithout, WhichRole
from bot.slack import replies
from hiring.language.help_words import asks_for_help

if TYPE_CHECKING:
    from blocks.roles import RoleAsker
    from bot.answers.roles import NoSubject
    from bot.slack.replies import Reply
    from hiring.guide.role import CommandHelp, Guide


def answer_choice(
    choice: NoSubject,
    asker: RoleAsker,
    texts: CommandHelp,
    what: str,
    guide: Guide | None = None,
) -> Reply:
    """Ask which role is meant, say that a role or a job lacks `what` the command needs, or compare.

    Help is for every role, so nothing is asked then: `texts` are the command's. Without a `guide`
    to compare in, the command can only be about one of the roles, so it is asked which.
    """
    match choice:
        case WhichRole(text=text) if asks_for_help(text):
            message = build_command_help(asker.command, texts)
        case WhichRole(roles, text, is_near):
            message = build_role_question(asker, roles, text, is_near=is_near)
        case RoleWithout(role, roles, text):
            message = build_without(asker, role, what, roles, text)
        case JobWithout(job, roles, text):
            message = build_without_job(asker, job, what, roles, text)
        case ComparedRoles(roles, left_out) if guide:
            message = build_comparison(guide, roles, asker.command)
            message = add_note(message, describe_left_out(left_out))
        case ComparedRoles(roles):
            message = build_role_question(asker, roles, "")
        case _:
            assert_never(choice)
    return replies.build_ephemeral(message)
