"""Text as it is compared: what people type differently and mean alike becomes one."""

from __future__ import annotations

import re
import unicodedata


def normalize(text: str) -> str:
    """Lower case without accents, points and apostrophes; other punctuation is a space."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[\W_]+", " ", re.sub(r"[.'\u2019]", "", bare.casefold())).split())
