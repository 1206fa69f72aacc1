"""Runs a server and keeps what goes in and out: tap.py FOLDER COMMAND ARGUMENT…

Bytes are passed on as they come. They lie in FOLDER/N.in and FOLDER/N.out afterwards, N counted up.
"""

import os
import subprocess
import sys
import threading


def numbered(folder):
    for number in range(1000):
        try:
            return open(os.path.join(folder, f"{number:03}.in"), "xb"), open(os.path.join(folder, f"{number:03}.out"), "wb")
        except FileExistsError:
            continue
    raise SystemExit(f"too many logs in {folder}")


def copy(source, target, log):
    while chunk := source.read1(1 << 16):
        log.write(chunk)
        log.flush()
        try:
            target.write(chunk)
            target.flush()
        except BrokenPipeError:
            break
    if target is not sys.stdout.buffer:
        target.close()


def main():
    sent, received = numbered(sys.argv[1])
    server = subprocess.Popen(sys.argv[2:], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    threading.Thread(target=copy, args=(sys.stdin.buffer, server.stdin, sent), daemon=True).start()
    out = threading.Thread(target=copy, args=(server.stdout, sys.stdout.buffer, received))
    out.start()
    code = server.wait()
    out.join()
    sys.stdout.flush()
    os._exit(code)


main()
