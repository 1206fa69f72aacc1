"""A program in a terminal of its own, and what stands on its screen."""
import os
import pty
import select
import signal
import struct
import fcntl
import termios
import time

import pyte

ROWS, COLUMNS = 50, 160
PATIENCE = 40


class Terminal:
    def __init__(self, command, environment):
        self.screen = pyte.Screen(COLUMNS, ROWS)
        self.stream = pyte.ByteStream(self.screen)
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            os.execvpe(command[0], command, {**os.environ, "TERM": "xterm-256color", **environment})
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))

    def read(self, seconds=0.1):
        """Takes in what the program writes for so long."""
        end = time.time() + seconds
        while time.time() < end:
            if select.select([self.master], [], [], max(0, end - time.time()))[0]:
                try:
                    data = os.read(self.master, 65536)
                except OSError:
                    return
                # a terminal says what it is when it is asked
                if b"\x1b[c" in data:
                    os.write(self.master, b"\x1b[?62;c")
                if b"\x1b[6n" in data:
                    os.write(self.master, b"\x1b[1;1R")
                self.stream.feed(data)

    def text(self):
        return "\n".join(line.rstrip() for line in self.screen.display)

    def type(self, keys, seconds=0.3):
        os.write(self.master, keys.encode())
        self.read(seconds)

    def until(self, what, get, patience=PATIENCE):
        """Waits until `get()` gives something, and gives it."""
        end = time.time() + patience
        while time.time() < end:
            value = get()
            if value:
                return value
            self.read(0.1)
        raise AssertionError(f"never happened: {what}\n{self.text()}")

    def shows(self, *parts):
        """Waits until the screen has all parts, and gives its text."""
        return self.until(f"{parts} on the screen", lambda: all(p in self.text() for p in parts) and self.text())

    def over(self):
        """Whether the program has ended."""
        if self.pid and os.waitpid(self.pid, os.WNOHANG)[0]:
            self.pid = 0
        return not self.pid

    def end(self):
        try:
            if self.over():
                return
            os.kill(self.pid, signal.SIGHUP)
            os.waitpid(self.pid, 0)
        except (ProcessLookupError, ChildProcessError):
            pass
        finally:
            os.close(self.master)
