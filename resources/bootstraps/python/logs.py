# SPDX-License-Identifier: GPL-3.0-or-later
"""The root logger as Lambda sets it up. Loaded when the function imports logging."""

import os
import time

_STAMP = "%Y-%m-%dT%H:%M:%SZ"
_TEXT = 0xA55A0003
_JSON = 0xA55A0002
_STANDARD = {  # members of a record that are not the caller's "extra"
    "name",
    "msg",
    "args",
    "levelname",
    "levelno",
    "pathname",
    "filename",
    "module",
    "exc_info",
    "exc_text",
    "stack_info",
    "lineno",
    "funcName",
    "created",
    "msecs",
    "relativeCreated",
    "thread",
    "threadName",
    "processName",
    "process",
    "taskName",
    "aws_request_id",
    "tenant_id",
    "_frame_type",
}


def _tens(record):
    """The record's level, rounded down to one that has a name."""
    return min(50, max(0, record.levelno)) // 10 * 10


def _frame(base, level):
    """DEBUG is 2 in a frame, INFO 3 and so on; 1 is TRACE, which Python does not have."""
    return base | (level // 10 + 1 if level else 0) << 2


def install(logging):
    logging.Formatter.converter = time.gmtime
    as_json = os.environ.get("AWS_LAMBDA_LOG_FORMAT", "").upper() == "JSON"
    level = os.environ.get("AWS_LAMBDA_LOG_LEVEL", "").upper()
    level = "DEBUG" if level == "TRACE" else "CRITICAL" if level == "FATAL" else level

    class LambdaLoggerFilter(logging.Filter):
        def filter(self, record):
            record.aws_request_id = runtime.request_id or ""
            record.tenant_id = runtime.tenant_id
            return True

    class LambdaLoggerHandler(logging.Handler):
        def emit(self, record):
            text = self.format(record)
            frame = getattr(record, "_frame_type", None)
            if frame is None:  # without a configured level, Lambda does not tell one
                frame = _frame(_TEXT, _tens(record)) if level else _TEXT
            runtime.write_log(text, frame)

    class JsonFormatter(logging.Formatter):
        def format(self, record):
            import json
            import traceback

            record.levelno = _tens(record)
            record.levelname = logging.getLevelName(record.levelno)
            record._frame_type = _frame(_JSON, record.levelno)
            plain = isinstance(record.msg, dict) and not record.args
            kind, error, trace = record.exc_info or (None, None, None)
            place = f"{record.pathname}:{record.funcName}:{record.lineno}"
            members = {
                "timestamp": self.formatTime(record, _STAMP),
                "level": record.levelname,
                "message": record.msg if plain else record.getMessage(),
                "logger": record.name,
                "stackTrace": traceback.format_tb(trace) if kind else None,
                "errorType": kind.__name__ if kind else None,
                "errorMessage": str(error) if kind else None,
                "requestId": record.aws_request_id,
                "location": place if record.exc_info else None,
                "tenantId": record.tenant_id,
            }
            for key, value in record.__dict__.items():
                if key not in _STANDARD and key not in members:
                    members[key] = value
            members = {key: value for key, value in members.items() if value is not None}
            return json.dumps(members, ensure_ascii=False, default=str) + "\n"

    handler = LambdaLoggerHandler()
    if as_json:
        handler.setFormatter(JsonFormatter())
    else:
        handler.setFormatter(
            logging.Formatter(
                "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s\n",
                "%Y-%m-%dT%H:%M:%S",
            )
        )
    handler.addFilter(LambdaLoggerFilter())
    root = logging.getLogger()
    if level in ("DEBUG", "INFO", "WARN", "WARNING", "ERROR", "CRITICAL"):
        root.setLevel(level)
    root.addHandler(handler)
