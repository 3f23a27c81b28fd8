"""`python -m demo` plays it in a browser; with `--pictures` it takes the README's pictures."""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import signal
import sys
import tempfile
import webbrowser
from contextlib import asynccontextmanager
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.settings import remove_settings
from demo.scenes import play, wait_for_page
from local_slack.client import Workspace

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from demo.scenes import Scene

ROOT = Path(__file__).parent.parent
START_SECONDS = 60
WATCH_SECONDS = 600  # to open the page in
NO_MORE: Mapping[str, str] = MappingProxyType({})


async def main() -> None:
    """Start a desk with an empty store, and play."""
    parser = argparse.ArgumentParser("demo", description=__doc__)
    parser.add_argument("--pictures", action="store_true", help="take the README's pictures")
    parser.add_argument("--port", type=int, default=3010)
    options = parser.parse_args()
    playing = asyncio.current_task()
    if playing is not None:  # the app ends with the demo, however the demo is ended
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, playing.cancel)
    async with run_desk(options.port) as url, Workspace(url) as workspace:
        if options.pictures:
            from demo.pictures import take_pictures  # noqa: PLC0415 - it needs the tests' browser

            await take_pictures(workspace, url)
        else:
            await show_in_browser(workspace, url)


async def show_in_browser(workspace: Workspace, url: str) -> None:
    """Play once the page is open, at the pace of reading."""
    print(f"Open {url}/side in a browser. The demo starts when it is open.", flush=True)
    webbrowser.open(f"{url}/side")
    async with asyncio.timeout(WATCH_SECONDS):
        await wait_for_page(workspace)
    await asyncio.sleep(2)

    @asynccontextmanager
    async def show(scene: Scene) -> AsyncIterator[None]:
        print(scene.caption, flush=True)
        await workspace.stage(scene.left, scene.right, scene.caption, scene.front)
        yield
        await asyncio.sleep(scene.seconds)

    await play(workspace, show)
    print("That was it. Look around in both windows; Ctrl-C ends it.", flush=True)
    await asyncio.Event().wait()


@asynccontextmanager
async def run_desk(port: int, more: Mapping[str, str] = NO_MORE) -> AsyncIterator[str]:
    """Run Hiring Desk as `make run` does, with a store of its own, and yield the page's address.

    `more`: further settings.
    """
    with tempfile.TemporaryDirectory(prefix="hiring-desk-demo-") as folder:
        settings = {"PORT": str(port), "DATA_DIR": folder}
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            str(ROOT / "app.py"),
            cwd=folder,  # where no .env is: one could name a real workspace and its store
            env=remove_settings(os.environ) | settings | dict(more),
            stdout=asyncio.subprocess.PIPE,
        )
        try:
            async with asyncio.timeout(START_SECONDS):
                assert process.stdout  # noqa: S101 - it is a pipe
                async for line in process.stdout:
                    address = re.search(r"http://\S+", line.decode())
                    if address:
                        break
                else:
                    sys.exit("Hiring Desk did not start: see above.")
            yield address.group()
        finally:
            if process.returncode is None:
                process.terminate()
            await process.wait()


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except (KeyboardInterrupt, asyncio.CancelledError):
        print()
