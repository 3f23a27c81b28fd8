"""A Slack workspace on this machine, in a browser, that speaks Slack's own protocol.

For trying and testing an app. All that it knows of the app is in the manifest.
"""

from local_slack.server import serve
from local_slack.settings import AppSettings, Settings

__all__ = ["AppSettings", "Settings", "serve"]
