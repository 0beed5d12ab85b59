"""One visitor without a browser: Streamlit's own protocol, so that twenty of them are cheap and every byte is kept."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import requests
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import connect

PATIENCE = 120.0  # seconds for one run; a busy machine is no fault


class Tab:
    """A tab of one visitor.

    `frames`: every message the server sent, as bytes. `pages`: address of a page -> its mark. `widgets`: key -> id of
    what the last run drew; `files`: what can be downloaded there. `runs`: how many runs ended.
    """

    def __init__(self, url: str, query: str = "", cookies: dict[str, str] | None = None) -> None:
        self.url, self.query = url, query
        self.http = requests.Session()
        self.http.trust_env = False
        self.http.cookies.update(cookies or {})
        self.frames: list[bytes] = []
        self.pages: dict[str, str] = {}
        self.widgets: dict[str, str] = {}
        self.downloads: list[bytes] = []
        self.files: dict[tuple[int, ...], tuple[str, str]] = {}
        self.state: dict[str, WidgetState] = {}
        self.session, self.page, self.runs = "", "", 0
        self.http.get(f"{url}/", timeout=30).raise_for_status()
        self.http.get(f"{url}/_stcore/health", timeout=30).raise_for_status()
        self.socket = self._connect()

    def _connect(self) -> Any:
        cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.http.cookies)
        self.token = str(self.http.cookies.get("_streamlit_xsrf", ""))
        headers = {"Cookie": cookies, "Origin": self.url}
        address = self.url.replace("http", "ws", 1) + "/_stcore/stream"
        return connect(
            address,
            additional_headers=headers,
            subprotocols=["streamlit", self.token],
            max_size=None,
            proxy=None,
            legacy=True,
        )  # type: ignore[arg-type]

    def close(self) -> None:
        """Close the tab."""
        self.socket.close()

    def send(self, message: BackMsg) -> None:
        """Send one message as a browser would."""
        self.socket.send(message.SerializeToString())

    def receive(self, until: Callable[[ForwardMsg], bool]) -> ForwardMsg:
        """Keep what comes until a message of this kind."""
        while True:
            content = self.socket.recv(timeout=PATIENCE)
            self.frames.append(content)
            message = ForwardMsg.FromString(content)
            self._note(message)
            if until(message):
                return message

    def _note(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.session = message.new_session.initialize.session_id
            self.widgets, self.files = {}, {}
        elif kind == "navigation":
            self.pages = {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
            self.page = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "delta":
            at = tuple(message.metadata.delta_path)  # what is drawn at a place takes the place of all that stood there
            self.files = {place: file for place, file in self.files.items() if place[: len(at)] != at}
            for element in _drawn(message):
                if identity := str(getattr(element, "id", "")):
                    self.widgets[identity.split("-", 2)[-1]] = identity
                file, address = str(getattr(element, "deferred_file_id", "")), str(getattr(element, "url", ""))
                if file or "media" in address:
                    self.files[at] = (file, address)

    def run(self, *pressed: WidgetState, page: str | None = None) -> Tab:
        """One run of the app, on this page (`matrix`, "" for the first) or where the tab is."""
        back = BackMsg()
        client = back.rerun_script
        client.query_string = self.query
        client.page_script_hash = self.page if page is None else self.pages[page]
        client.context_info.timezone = "Europe/Warsaw"
        client.context_info.locale = "en-GB"
        client.widget_states.widgets.extend([*self.state.values(), *pressed])
        self.send(back)
        self.receive(lambda message: message.WhichOneof("type") == "script_finished" and message.script_finished == 0)
        self.runs += 1
        return self

    def press(self, key: str) -> Tab:
        """Press a button."""
        return self.run(WidgetState(id=self.identity(key), trigger_value=True))

    def set(self, key: str, **value: Any) -> Tab:
        """Set a widget: double_value=70.0, string_value="x", int_value=1."""
        identity = self.identity(key)
        self.state[identity] = WidgetState(id=identity, **value)
        return self.run()

    def identity(self, *keys: str) -> str:
        """The id of the first widget whose key begins like one of these."""
        found = [identity for known, identity in self.widgets.items() if known.startswith(keys)]
        if not found:
            raise LookupError(f"no widget {keys}: {sorted(self.widgets)}")
        return found[0]

    def upload(self, name: str, content: bytes) -> Tab:
        """Drop a file on the page's uploader."""
        back = BackMsg()
        back.file_urls_request.request_id = uuid.uuid4().hex
        back.file_urls_request.file_names.append(name)
        back.file_urls_request.session_id = self.session
        self.send(back)
        answer = self.receive(lambda message: message.WhichOneof("type") == "file_urls_response").file_urls_response
        place = answer.file_urls[0]
        self.http.put(
            self.url + place.upload_url,
            files={"file": (name, content)},
            headers={"X-Xsrftoken": self.token, "Origin": self.url},
            timeout=60,
        ).raise_for_status()
        identity = self.identity("drop_", "add_")
        state = WidgetState(id=identity)
        info = state.file_uploader_state_value.uploaded_file_info.add()
        info.name, info.size, info.file_id = name, len(content), place.file_id
        info.file_urls.CopyFrom(place)
        return self.run(state)

    def download(self, file: str, address: str = "") -> bytes:
        """What a download button of this page gives, by the mark of what is still to be made, or by its address."""
        if file:
            address = self._made(file)
        content = self.http.get(self.url + address, timeout=60).content
        self.downloads.append(content)
        return content

    def _made(self, file: str) -> str:
        back = BackMsg()
        request = back.backend_operation_request
        request.request_id, request.session_id = uuid.uuid4().hex, self.session
        request.deferred_file.file_id = file
        self.send(back)
        answer = self.receive(lambda message: message.WhichOneof("type") == "backend_operation_response")
        found = answer.backend_operation_response
        if found.error_msg:
            raise LookupError(found.error_msg)
        return str(found.deferred_file.url)

    def take_all(self) -> list[bytes]:
        """Every download of this page."""
        return [self.download(file, address) for file, address in list(self.files.values())]

    @property
    def workspace(self) -> str:
        """The id of the open workspace, "" before anything was saved."""
        parts = dict(part.partition("=")[::2] for part in self.query.split("&"))
        return parts.get("w", "")

    @property
    def seen(self) -> bytes:
        """Everything the server sent over the websocket."""
        return b"\n".join(self.frames)


def _drawn(message: ForwardMsg) -> Iterator[Any]:
    delta = message.delta
    if delta.WhichOneof("type") == "new_element":
        kind = delta.new_element.WhichOneof("type")
        if kind:
            yield getattr(delta.new_element, kind)
    elif delta.WhichOneof("type") == "add_block":
        yield delta.add_block
