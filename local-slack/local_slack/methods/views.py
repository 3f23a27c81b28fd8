"""views.open, push, update, publish."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from local_slack import objects
from local_slack.block_kit import check
from local_slack.errors import SlackError, build_refusal
from local_slack.methods.arguments import Method, method, missing_argument
from local_slack.state.views import View, new_hash, new_id

if TYPE_CHECKING:
    from local_slack.methods.arguments import Arguments
    from local_slack.slack import App

    JSON = dict[str, Any]


async def open_modal(app: App, arguments: Arguments) -> JSON:
    """Open a modal for the person who clicked."""
    return _put_on_top(app, arguments, only_in_modal=False)


async def push_modal(app: App, arguments: Arguments) -> JSON:
    """Put a modal on the stack, after a click in a modal."""
    return _put_on_top(app, arguments, only_in_modal=True)


async def update_modal(app: App, arguments: Arguments) -> JSON:
    """Change an open modal, by view_id or external_id."""
    view_id, external_id = arguments.text("view_id"), arguments.text("external_id")
    if not view_id and not external_id:
        raise missing_argument("view_id")
    body = check.view(arguments.structure("view"), "modal", app.grants())
    view = next(
        (
            v
            for v in app.slack.stacks.all()
            if v.app == app.id
            and (v.id == view_id or (external_id and v.body.get("external_id") == external_id))
        ),
        None,
    )
    if view is None:
        raise SlackError("not_found")
    if "hash" in arguments and arguments.text("hash") != view.hash:
        raise SlackError("hash_conflict")
    app.slack.stacks.check_external_id(app.id, body, view)
    view.replace_body(body)
    app.slack.notify_windows([view.user])
    return {"view": objects.view_object(app, view)}


async def publish_home(app: App, arguments: Arguments) -> JSON:
    """Set a person's Home tab."""
    user = app.slack.workspace.users.get(arguments.required("user_id"))
    if user is None or user.is_bot:
        raise SlackError("user_not_found")
    if not app.manifest.home_tab:
        raise SlackError("not_enabled")
    body = check.view(arguments.structure("view"), "home", app.grants())
    view = app.load_home(user.id)
    if "hash" in arguments and view and arguments.text("hash") != view.hash:
        raise SlackError("hash_conflict")
    if view:
        view.replace_body(body)
    else:
        view_id = new_id()
        view = View(id=view_id, app=app.id, user=user.id, body=body, hash=new_hash(), root=view_id)
    app.slack.workspace.homes.setdefault(app.id, {})[user.id] = asdict(view)
    app.slack.notify_windows([user.id])
    return {"view": objects.view_object(app, view)}


def _put_on_top(app: App, arguments: Arguments, *, only_in_modal: bool) -> JSON:
    """Exchange the trigger for a modal; a refused view does not use it up."""
    trigger = app.triggers.check(arguments.required("trigger_id"))
    if only_in_modal and not (trigger.in_modal and app.slack.stacks.of(trigger.user)):
        sentence = "views.push needs a click in a view that is still open. Use views.open"
        raise build_refusal("invalid_trigger_id", sentence, "/trigger_id")
    body = check.view(arguments.structure("view"), "modal", app.grants())
    view = app.slack.stacks.push(app.id, trigger.user, body)
    trigger.used = True
    app.slack.notify_windows([trigger.user])
    return {"view": objects.view_object(app, view)}


METHODS: dict[str, Method] = {
    "views.open": method(open_modal),
    "views.push": method(push_modal),
    "views.update": method(update_modal),
    "views.publish": method(publish_home),
}
