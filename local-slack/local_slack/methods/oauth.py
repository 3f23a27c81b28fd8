"""oauth.v2.access and the consent page before it, and auth.revoke."""

from __future__ import annotations

import base64
import secrets
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from local_slack import events
from local_slack.errors import SlackError
from local_slack.methods.arguments import Method, method

if TYPE_CHECKING:
    from local_slack.methods.arguments import Arguments
    from local_slack.slack import App, Slack

    JSON = dict[str, Any]


def redirect_address(slack: Slack, query: JSON) -> str:
    """The address after consent: redirect_uri with the state and a code for one use.

    `for=organisation` stands for choosing the organisation on the consent page.
    """
    if not query.get("client_id") or not query.get("redirect_uri"):
        raise SlackError("invalid_client_id" if query.get("redirect_uri") else "bad_redirect_uri")
    code = secrets.token_urlsafe(16)
    scopes = frozenset(filter(None, query.get("scope", "").replace(" ", ",").split(",")))
    slack.codes[code] = (query["client_id"], query.get("for") == "organisation", scopes)
    back = urlencode({"code": code, "state": query.get("state", "")})
    address = query["redirect_uri"]
    return f"{address}{'&' if urlsplit(address).query else '?'}{back}"


async def revoke_token(app: App, _: Arguments) -> JSON:
    """The bot's token is refused from now on, until the app is installed again."""
    events.uninstall(app)
    return {"revoked": True}


async def exchange_code(app: App, arguments: Arguments) -> JSON:
    """Exchange a code for the bot's token. Any secret is accepted.

    A client_id that is an app's id is that app's; any other is the first app's. The app then has
    the scopes that its authorize request asked for.
    """
    client_id = arguments.text("client_id")
    secret = arguments.text("client_secret")
    if arguments.authorization.startswith("Basic "):
        try:
            pair = base64.b64decode(arguments.authorization.removeprefix("Basic ")).decode()
        except ValueError:
            raise SlackError("invalid_client_id") from None
        client_id, _, secret = pair.partition(":")
    if not client_id or not secret:
        raise SlackError("invalid_client_id")
    code = arguments.required("code")
    consented, org_wide, scopes = app.slack.codes.pop(code, ("", False, frozenset()))
    if consented != client_id:
        raise SlackError("invalid_code")
    app = app.slack.find_app_by_id(client_id) or app
    app.revoked = False
    if scopes:
        # Slack adds scopes to those of before: docs.slack.dev/authentication/installing-with-oauth
        app.granted = scopes | (app.granted or frozenset())
    workspace, enterprise = app.slack.workspace, app.slack.settings.enterprise_id
    return {
        "access_token": app.settings.bot_token,
        "token_type": "bot",
        "scope": ",".join(sorted(app.scopes)),
        "bot_user_id": app.bot_user,
        "app_id": app.id,
        "team": None if org_wide else {"id": workspace.id, "name": workspace.name},
        "enterprise": {"id": enterprise, "name": "Organisation"} if enterprise else None,
        "is_enterprise_install": org_wide,
        "authed_user": {"id": app.slack.workspace.find_owner().id},
    }


METHODS: dict[str, Method] = {
    "auth.revoke": method(revoke_token),
    "oauth.v2.access": method(exchange_code, token=None),
}
