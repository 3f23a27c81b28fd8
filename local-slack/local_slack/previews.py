"""The page *Previews*: what an app's surfaces look like, as the app itself answers it.

An app answers `GET` at its address for previews with JSON: `groups` (each with an `id` and a
`name`), the `group` that is shown, and `previews`: each with a `name`, a `surface` ("message",
"modal" or "home") and its `content`, a message or view. `notes` are lines above them. An app that
answers a `revision` is asked again with that as `after`, and may answer that alone while it is the
same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import aiohttp

from local_slack.block_kit.schema import EVERYWHERE

if TYPE_CHECKING:
    from local_slack.slack import App

    JSON = dict[str, Any]

SECONDS: Final = 30


class PreviewsError(Exception):
    """The app has no previews, or can't be understood; a sentence says which."""


async def fetch(app: App, query: JSON) -> JSON:
    """What the app answers to a `group` and a revision `after`. Raises PreviewsError."""
    url = app.settings.previews_url
    if not url:
        raise PreviewsError(f"{app.manifest.name} has no previews: start with --previews-url.")
    timeout = aiohttp.ClientTimeout(total=SECONDS)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.get(url, params=query) as response,
        ):
            response.raise_for_status()
            answer = await response.json(content_type=None)
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        kind = type(error).__name__
        raise PreviewsError(f"{app.manifest.name} does not answer at {url} ({kind}).") from error
    if problem := _find_problem(answer):
        raise PreviewsError(f"{app.manifest.name} answers no previews: {problem}.")
    return dict(answer)


def _find_problem(answer: object) -> str:
    if not isinstance(answer, dict):
        return "it is not a JSON object"
    if "previews" not in answer:
        return "" if "revision" in answer else "previews is missing"
    for name, keys in (("groups", {"id", "name"}), ("previews", {"name", "surface", "content"})):
        entries = answer.get(name, [])
        if not isinstance(entries, list) or not all(
            isinstance(entry, dict) and keys <= entry.keys() for entry in entries
        ):
            return f"each of {name} has {', '.join(sorted(keys))}"
    if any(entry["surface"] not in EVERYWHERE for entry in answer["previews"]):
        return f"a surface is one of {', '.join(EVERYWHERE)}"
    return ""
