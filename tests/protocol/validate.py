"""Checks every message that a server sent against the types of the protocol: validate.py FOLDER (see tap.py).

A message is read into the types of lsprotocol and written again. What it cannot be read into is a fault, and so is what does not
come back the same: a key that the protocol does not know, a null where a key should be absent, a string for a number.
"""

import json
import pathlib
import sys

from lsprotocol import converters, types

CONVERTER = converters.get_converter()


def messages(path):
    data = path.read_bytes()
    at = 0
    while at < len(data):
        end = data.index(b"\r\n\r\n", at)
        headers = dict(line.split(b": ", 1) for line in data[at:end].split(b"\r\n"))
        length = int(headers[b"Content-Length"])
        at = end + 4 + length
        yield json.loads(data[end + 4 : at])


def kind(message, asked):
    """The type of a message of the server; None for what is not of the protocol."""
    method = message.get("method")
    if method is not None:
        return types.METHOD_TO_TYPES[method][0]
    if "error" in message:
        return types.ResponseErrorMessage
    method = asked[message["id"]]
    return None if method.startswith("postil/") else types.METHOD_TO_TYPES[method][1]


def faults(message, asked):
    wanted = kind(message, asked)
    if wanted is None:
        return None
    try:
        again = CONVERTER.unstructure(CONVERTER.structure(message, wanted))
    except Exception as error:  # whatever the library makes of it, the message is at fault
        return f"{wanted.__name__}: {error!r}"
    # lsprotocol writes no result where it is null
    if "method" not in message and message.get("result", 0) is None:
        again.setdefault("result", None)
    return None if again == message else f"{wanted.__name__}: read as {json.dumps(again, ensure_ascii=False)[:2000]}"


def main():
    count, found, methods = 0, 0, set()
    for log in sorted(pathlib.Path(sys.argv[1]).glob("*.out")):
        asked = {m["id"]: m["method"] for m in messages(log.with_suffix(".in")) if "method" in m and "id" in m}
        for message in messages(log):
            count += 1
            methods.add(message.get("method") or asked.get(message["id"], "?"))
            fault = faults(message, asked)
            if fault:
                found += 1
                print(f"{log.name}: {json.dumps(message, ensure_ascii=False)[:2000]}\n  {fault}\n", file=sys.stderr)
    print(f"{count} messages of {len(methods)} methods, {found} faults")
    if count == 0 or found:
        raise SystemExit(1)


main()
