# SPDX-License-Identifier: GPL-3.0-or-later
"""What a failed function becomes: an error document, a log event and the X-Ray cause."""

import os
import time
import traceback

_TEXT_ERROR = 0xA55A0017
_JSON_ERROR = 0xA55A0016
_CAUSE_LIMIT = 1024 * 1024  # of the header, as in the official clients
_BLANK = "\u00a0"  # CloudWatch trims common blanks at the start of a line, not these


def invocation_failed(error):
    """Headers and body of the post; the log has been written."""
    if isinstance(error, runtime.Fault):
        frames = []
        cause_type, message = "LambdaValidationError", error.message
        document = _document(message, error.kind, error.trace, runtime.request_id)
    else:
        frames = _without_ours(_frames(error))
        cause_type, message = type(error).__name__, _message(error)
        trace = traceback.format_list(frames)
        document = _document(message, cause_type, trace, runtime.request_id)
    _log(document)
    headers = b"Content-Type: application/json\r\n"
    cause = _cause(cause_type, message, frames)
    if len(cause) < _CAUSE_LIMIT:
        headers += b"Lambda-Runtime-Function-XRay-Error-Cause: " + cause + b"\r\n"
    return headers, _bytes(document)


def init_failed(error):
    """The same for a function that could not be loaded."""
    if isinstance(error, runtime.Fault):
        document = _document(error.message, error.kind, error.trace, None)
    else:
        frames = _with_import_module(_without_ours(_frames(error)))
        trace = traceback.format_list(frames)
        document = _document(_message(error), type(error).__name__, trace, None)
    _warn()
    _log(document)
    kind = document["errorType"].encode("utf-8")
    headers = b"Content-Type: application/json\r\n"
    return headers + b"Lambda-Runtime-Function-Error-Type: " + kind + b"\r\n", _bytes(document)


def _message(error):
    if isinstance(error, (ImportError, OSError)):  # ctypes reports a library by OSError
        return str(error) + runtime.part("native").explain(error)
    return str(error)


def _document(message, kind, trace, request_id):
    return {
        "errorMessage": message or "",
        "errorType": kind or "",
        "requestId": request_id or "",
        "stackTrace": trace or [],
    }


def _bytes(document):
    return runtime.to_json(document).encode("utf-8", "backslashreplace")


def _frames(error):
    # Four members and no more: with columns, newer interpreters would underline the place.
    found = traceback.extract_tb(error.__traceback__)
    return [(frame.filename, frame.lineno, frame.name, frame.line) for frame in found]


def _without_ours(frames):
    """From the first frame that is not the runtime's; all of them if there is no other."""
    for index, frame in enumerate(frames):
        if frame[0] != runtime.__file__:
            return frames[index:]
    return frames


def _with_import_module(frames):
    """Lambda's runtime imports by importlib.import_module(), and its frame is part of the trace.

    Ours calls what that calls, because importlib is not cheap to load.
    """
    if not frames or frames[0][0] != "<frozen importlib._bootstrap>":
        return frames
    import importlib
    import linecache

    start = importlib.import_module.__code__.co_firstlineno
    for number, line in enumerate(linecache.getlines(importlib.__file__), 1):
        if number > start and "_gcd_import(" in line:
            return [(importlib.__file__, number, "import_module", line.strip())] + frames
    return frames


def _cause(kind, message, frames):
    import json

    stack = [{"label": name, "path": file, "line": line} for file, line, name, _ in frames]
    cause = {
        "working_directory": os.getcwd(),
        "exceptions": [{"message": message, "type": kind, "stack": stack}],
        "paths": list(dict.fromkeys(frame[0] for frame in frames)),
    }
    return json.dumps(cause).encode("ascii")


def _warn():
    import logging  # which sets the root logger up; see logs.py

    logging.warning(
        "LAMBDA_WARNING: Unhandled exception. "
        "The most likely cause is an issue in the function code. "
        "However, in rare cases, a Lambda runtime update can cause unexpected function behavior. "
        "For functions using managed runtimes, runtime updates can be triggered by a function "
        "change, or can be applied automatically. "
        "To determine if the runtime has been updated, check the runtime version in the "
        "INIT_START log entry. "
        "If this error correlates with a change in the runtime version, you may be able to "
        "mitigate this error by temporarily rolling back to the previous runtime version. "
        "For more information, see "
        "https://docs.aws.amazon.com/lambda/latest/dg/runtimes-update.html\r"
    )


def _log(document):
    if os.environ.get("AWS_LAMBDA_LOG_FORMAT", "").upper() == "JSON":
        stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        line = runtime.to_json({"timestamp": stamp, "level": "ERROR", **document})
        runtime.write_log(line if runtime.framed() else line + "\n", _JSON_ERROR)
        return
    title = "[ERROR]"
    if document["errorType"]:
        title += " " + document["errorType"]
    if document["errorMessage"]:
        title += (": " if document["errorType"] else " ") + document["errorMessage"]
    lines = [title, "Traceback (most recent call last):"]
    for entry in document["stackTrace"]:
        lines += [_indented(line) for line in entry.splitlines()] or [""]
    if runtime.framed():
        runtime.write_log("\n".join(lines), _TEXT_ERROR)
    else:
        runtime.write_log("\r".join(lines) + "\n")


def _indented(line):
    text = line.lstrip(" ")
    return _BLANK * (len(line) - len(text)) + text
