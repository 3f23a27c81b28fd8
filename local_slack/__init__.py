"""A Slack workspace on this machine, in a browser, that speaks Slack's own protocol.

A stand-in for trying and testing an app: it knows nothing of the app but what its manifest says.
"""

from local_slack.server import serve
from local_slack.settings import Settings

__all__ = ["Settings", "serve"]
