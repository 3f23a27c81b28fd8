"""The choices that an app suggests in an external select, as a person types.

Slack: /reference/interaction-payloads/block_suggestion-payload, and
/reference/block-kit/block-elements/select-menu-element#external_select.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from local_slack import payloads
from local_slack.block_kit import check, elements
from local_slack.delivery import INTERACTIVITY_OFF
from local_slack.errors import ActError, SlackError, UndeliveredError
from local_slack.people import rights

if TYPE_CHECKING:
    from local_slack.slack import App
    from local_slack.state.views import View
    from local_slack.state.workspace import Message, User

    JSON = dict[str, Any]

NOTHING = "The app did not send any choices."
SENTENCES = {
    "operation_timeout": f"{NOTHING} It took too long. Type again to ask once more.",
    INTERACTIVITY_OFF: rights.NOT_INTERACTIVE,
    "dispatch_failed": f"{NOTHING} Check that it is running.",
}
REFUSED = "The app sent choices that Slack would refuse."


async def suggest(app: App, user: User, place: Message | View, body: JSON) -> JSON:
    """Ask the app for choices, and return its `options` or `option_groups`.

    `body` has the ids of the element, and what was typed in it as `query`. What the app answers
    can then be chosen by this person in this place.

    Raises ActError if too little was typed, or no valid choices came.
    """
    block, element = elements.find(
        place.all_blocks, str(body.get("block_id")), str(body.get("action_id"))
    )
    if element["type"] not in elements.EXTERNAL:
        raise ActError("The app does not suggest choices for this field.")
    query = str(body.get("query") or "")
    least = element.get("min_query_length", elements.QUERY_LENGTH)
    if len(query) < least:
        raise ActError(f"Type at least {least} characters.")
    ids = {"block_id": block["block_id"], "action_id": element["action_id"]}
    payload = payloads.block_suggestion(app, user, place, ids | {"value": query})
    try:
        path = app.manifest.options_path
        exchange = await app.delivery.exchange("interactive", payload, path=path)
        answer = check.suggestions(exchange.answer)
    except UndeliveredError as error:
        raise ActError(SENTENCES.get(error.code, NOTHING)) from error
    except SlackError as error:
        app.slack.traffic.refuse_answer(exchange, error)
        raise ActError(REFUSED if error.extra else NOTHING) from error
    of_block: JSON = place.choices_for(user.id).setdefault(block["block_id"], {})
    known = [*of_block.get(element["action_id"], []), *elements.all_options(answer)]
    of_block[element["action_id"]] = list({option["value"]: option for option in known}.values())
    return answer
