"""A mail server of a few lines that fails where a test wants it to."""

from __future__ import annotations

import socketserver
import threading


class Server(socketserver.ThreadingTCPServer):
    """`fault` says where it fails: `rcpt`, `data`, `busy`, `die` (before its answer)."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Session)
        self.letters: list[tuple[list[str], str]] = []
        self.fault = ""
        self.pause = threading.Event()
        self.pause.set()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"


class Session(socketserver.StreamRequestHandler):
    server: Server

    def say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")

    def handle(self) -> None:
        self.say("220 mail.example.vn")
        recipients: list[str] = []
        while line := self.rfile.readline().decode().strip():
            verb = line.split(":")[0].split()[0].upper()
            if verb == "RCPT":
                refused = self.server.fault == "rcpt" or "khong-co" in line
                recipients += [] if refused else [line.split("<")[1].split(">")[0]]
                self.say("550 no such person" if refused else "250 ok")
            elif verb == "DATA":
                if not self.take(recipients):
                    return
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def take(self, recipients: list[str]) -> bool:
        if self.server.fault == "busy":
            self.say("451 come back later")
            return True
        self.say("354 go on")
        text = b""
        while not text.endswith(b"\r\n.\r\n"):
            text += self.rfile.readline()
        if self.server.fault == "data":
            self.say("554 refused")
            return True
        self.server.letters.append((list(recipients), text.decode()[:-3]))
        self.server.pause.wait(20)
        if self.server.fault == "die":
            return False
        self.say("250 taken")
        return True
