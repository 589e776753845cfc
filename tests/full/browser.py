"""Chromium without a window, watched through its DevTools protocol: what it asks the network for, what it complains of."""

from __future__ import annotations

import asyncio
import base64
import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar
from urllib.request import urlopen

# tornado comes with ipykernel (report extra), which runs on it: no further dependency for a test
from tornado.websocket import WebSocketClientConnection, websocket_connect

T = TypeVar("T")

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-default-apps", "--disable-extensions",
    "--remote-debugging-port=0", "about:blank",
)  # fmt: skip
_PATIENCE = 60  # seconds


class Page:
    """A page under watch. `asked`: addresses it requested, its own file and data apart; `said`: console and errors."""

    def __init__(self, socket: WebSocketClientConnection) -> None:
        self._socket = socket
        self._number = 0
        self._loaded = asyncio.Event()
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self.asked: list[str] = []
        self.said: list[str] = []

    async def listen(self) -> None:
        while True:
            text = await self._socket.read_message()
            if text is None:
                return
            message = json.loads(text)
            if "id" in message:
                self._answers.pop(message["id"]).set_result(message)
            else:
                self._hear(message["method"], message["params"])

    def _hear(self, method: str, params: dict[str, Any]) -> None:
        if method == "Page.loadEventFired":
            self._loaded.set()
        elif method == "Network.requestWillBeSent":
            self.asked.append(params["request"]["url"])
        elif method == "Log.entryAdded":
            self.said.append(params["entry"]["text"])
        elif method == "Runtime.consoleAPICalled":
            self.said.append(str(params["args"]))
        elif method == "Runtime.exceptionThrown":
            self.said.append(str(params["exceptionDetails"]))
        elif method == "Audits.issueAdded":
            self.said.append(json.dumps(params["issue"]))

    async def call(self, method: str, **params: Any) -> dict[str, Any]:
        self._number += 1
        answer = asyncio.get_running_loop().create_future()
        self._answers[self._number] = answer
        await self._socket.write_message(json.dumps({"id": self._number, "method": method, "params": params}))
        message = await asyncio.wait_for(answer, _PATIENCE)
        assert "error" not in message, message
        result: dict[str, Any] = message["result"]
        return result

    async def open(self, path: Path) -> None:
        """Load a file with the network off, and wait until nothing more happens."""
        for domain in ("Page", "Runtime", "Network", "Log", "Audits"):
            await self.call(f"{domain}.enable")
        await self.call(
            "Network.emulateNetworkConditions", offline=True, latency=0, downloadThroughput=0, uploadThroughput=0
        )
        await self.call("Page.navigate", url=path.as_uri())
        await asyncio.wait_for(self._loaded.wait(), _PATIENCE)
        await self.value("document.fonts.ready.then(() => 0)")
        await asyncio.sleep(0.5)
        own = path.as_uri()
        self.asked = [url for url in self.asked if url != own and not url.startswith("data:")]

    async def value(self, script: str) -> Any:
        """What a script returns, promises awaited."""
        answer = await self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    async def pdf(self) -> bytes:
        """Printed as its style sheet says."""
        answer = await self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
        return base64.b64decode(answer["data"])


def watch(path: Path, look: Callable[[Page], Awaitable[T]]) -> T:
    """Open a file in a fresh browser and look at it."""
    assert CHROMIUM is not None
    with tempfile.TemporaryDirectory(prefix="jiugai-browser-", ignore_cleanup_errors=True) as profile:
        command = [CHROMIUM, *_FLAGS[:-1], f"--user-data-dir={profile}", _FLAGS[-1]]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as browser:
            try:
                return asyncio.run(_watch(_address(Path(profile)), path, look))
            finally:
                browser.terminate()


def _address(profile: Path) -> str:
    """Of the first page, once the browser has written its port."""
    until = time.monotonic() + _PATIENCE
    port = profile / "DevToolsActivePort"
    while time.monotonic() < until:
        if port.exists() and port.read_text().count("\n"):
            with urlopen(f"http://127.0.0.1:{port.read_text().split()[0]}/json") as answer:
                pages = [page for page in json.load(answer) if page["type"] == "page"]
            if pages:
                return str(pages[0]["webSocketDebuggerUrl"])
        time.sleep(0.1)
    raise TimeoutError("the browser does not answer")


async def _watch(address: str, path: Path, look: Callable[[Page], Awaitable[T]]) -> T:
    socket = await websocket_connect(address, max_message_size=1 << 28)
    page = Page(socket)
    listening = asyncio.create_task(page.listen())
    try:
        await page.open(path)
        return await look(page)
    finally:
        socket.close()
        await listening
