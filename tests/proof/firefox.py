"""Firefox, driven over its own Marionette protocol: a length, a colon and JSON on a socket. No further package."""

import base64
import json
import os
import shutil
import socket
import subprocess
import time

NAMES = ("firefox-esr", "firefox")
PREFERENCES = {
    "app.update.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "toolkit.telemetry.enabled": False,
}
PATIENCE = 60


def find_firefox():
    return next((path for name in (os.environ.get("FIREFOX", ""), *NAMES) if (path := shutil.which(name))), "")


class Firefox:
    def __init__(self, profile, size=(1000, 800)):
        port = free_port()
        values = {**PREFERENCES, "marionette.port": port}
        lines = [f'user_pref("{name}", {json.dumps(value)});' for name, value in values.items()]
        (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
        self.process = subprocess.Popen(
            [
                find_firefox(), "--headless", "--marionette", "--remote-allow-system-access", "--no-remote",
                "--profile", str(profile), "--width", str(size[0]), "--height", str(size[1]),
            ],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.socket = self._connect(port)
        self._read()  # its greeting
        self.number = 0
        self.ask("WebDriver:NewSession", {"capabilities": {}})

    def _connect(self, port):
        until = time.monotonic() + PATIENCE
        while True:
            try:
                return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
            except OSError:
                if time.monotonic() > until or self.process.poll() is not None:
                    raise
                time.sleep(0.2)

    def _read(self):
        digits = b""
        while not digits.endswith(b":"):
            digits += self.socket.recv(1)
        left, parts = int(digits[:-1]), []
        while left:
            parts.append(self.socket.recv(left))
            left -= len(parts[-1])
        return json.loads(b"".join(parts))

    def ask(self, command, values=None):
        self.number += 1
        text = json.dumps([0, self.number, command, values or {}])
        self.socket.sendall(f"{len(text.encode())}:{text}".encode())
        _kind, _number, error, result = self._read()
        if error:
            raise RuntimeError(f"{command}: {error['error']}: {error['message']}")
        return result["value"] if isinstance(result, dict) and "value" in result else result

    def go(self, address):
        self.ask("WebDriver:Navigate", {"url": address})

    def run(self, script):
        return self.ask("WebDriver:ExecuteScript", {"script": script, "args": []})

    def picture(self, selector):
        element = self.ask("WebDriver:FindElement", {"using": "css selector", "value": selector})
        # The answer names the element under the key that the protocol gives to elements.
        (handle,) = element.values()
        return base64.b64decode(self.ask("WebDriver:TakeScreenshot", {"id": handle, "full": False}))

    def complaints(self, origin):
        """What the console holds about pages of this site, and empties it."""
        self.ask("Marionette:SetContext", {"value": "chrome"})
        found = self.run(
            "const all = Services.console.getMessageArray().map(one => String(one.message ?? one));"
            "Services.console.reset(); return all;"
        )
        self.ask("Marionette:SetContext", {"value": "content"})
        return [one for one in found if origin in one]

    def close(self):
        self.socket.close()
        self.process.terminate()
        self.process.wait(timeout=PATIENCE)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]
