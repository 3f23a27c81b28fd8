"""Why something was refused, for the developer: a sentence, and the part that it is about.

Slack's answer has a code and, for blocks and views, a JSON pointer with each complaint. Where it
has a code only, `refusal_reasons` says which argument that is about, and why.
"""

from __future__ import annotations

import re
from typing import Any

from local_slack.refusal_reasons import REASONS

JSON = dict[str, Any]

POINTER = re.compile(r"\s*\[json-pointer:(?P<pointer>[^\]]*)\]")
LONGEST_PART = 400  # characters of a part that is repeated beside its complaint


def explain(code: str, extra: JSON, message: object) -> list[JSON]:
    """What is wrong with a request or an answer that was refused.

    Each problem has a `pointer` into the message ("" for all of it), the sentence `message` and, if
    it is short, the `part` that the pointer leads to.
    """
    problems = [*_read_errors(extra.get("errors"), message), *_read_messages(extra)]
    if not problems:
        problems = [_explain_code(code, extra, message)]
    unique = {(each["pointer"], each["message"]): each for each in problems}
    return [_add_part(problem, message) for problem in unique.values()]


def _read_errors(errors: object, message: object) -> list[JSON]:
    """The problems of blocks.validate, whose pointers are relative to its argument."""
    if not isinstance(errors, list) or not all("message" in error for error in errors):
        return []
    names = [n for n in ("blocks", "message", "view") if isinstance(message, dict) and n in message]
    prefix = f"/{names[0]}" if names else ""
    return [
        {"pointer": prefix + str(e.get("pointer", "")), "message": str(e.get("message", ""))}
        for e in errors
    ]


def _read_messages(extra: JSON) -> list[JSON]:
    metadata = extra.get("response_metadata")
    messages = metadata.get("messages", []) if isinstance(metadata, dict) else []
    problems = []
    for text in messages:
        pointer = POINTER.search(text)
        sentence = POINTER.sub("", text).removeprefix("[ERROR] ")
        problems.append({"pointer": pointer["pointer"] if pointer else "", "message": sentence})
    return problems


def _explain_code(code: str, extra: JSON, message: object) -> JSON:
    names, sentence = REASONS.get(code, ((), ""))
    if "needed" in extra:
        sentence = f"{sentence} It needs {extra['needed']}."
    given = next((n for n in names if isinstance(message, dict) and message.get(n)), None)
    return {"pointer": f"/{given}" if given else "", "message": sentence}


def _add_part(problem: JSON, message: object) -> JSON:
    part = find_part(message, problem["pointer"]) if problem["pointer"] else None
    shown = part is not None and len(str(part)) <= LONGEST_PART
    return {**problem, "part": part} if shown else problem


def find_part(value: Any, pointer: str) -> Any:  # noqa: ANN401 - JSON
    """The part of a value that a JSON pointer leads to; None if it leads nowhere."""
    for step in pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict):
            value = value.get(key)
        elif isinstance(value, list) and key.isdigit() and int(key) < len(value):
            value = value[int(key)]
        else:
            return None
    return value
