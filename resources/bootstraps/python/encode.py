# SPDX-License-Identifier: GPL-3.0-or-later
"""JSON of values that the json module refuses and Lambda takes, and the words for the others."""

import sys

import _json


class _Number(str):
    """The text of a number that no float could hold."""


def _default(thing):
    decimal = sys.modules.get("decimal")  # no Decimal without it
    if decimal is not None and isinstance(thing, decimal.Decimal):
        return float("nan") if thing.is_nan() else _Number(thing)
    if isinstance(thing, bytes):
        return thing.decode("utf-8")
    if hasattr(thing, "_asdict"):
        return thing._asdict()
    raise TypeError(f"Object of type {type(thing).__name__} is not JSON serializable")


def named(value):
    """The value with objects for tuples that have names for their parts; itself without any."""
    stack = [value]
    seen = set()
    while stack:
        thing = stack.pop()
        if not isinstance(thing, (dict, list, tuple)) or id(thing) in seen:
            continue
        if isinstance(thing, tuple) and hasattr(thing, "_asdict"):
            return _plain(value, set())
        seen.add(id(thing))
        stack.extend(thing.values() if isinstance(thing, dict) else thing)
    return value


def _plain(thing, outer):
    if not isinstance(thing, (dict, list, tuple)):
        return thing
    if id(thing) in outer:
        return thing  # a circle; the encoder will say so
    outer = outer | {id(thing)}
    if isinstance(thing, tuple) and hasattr(thing, "_asdict"):
        thing = thing._asdict()
    if isinstance(thing, dict):
        return {key: _plain(part, outer) for key, part in thing.items()}
    return [_plain(part, outer) for part in thing]


def _text(value):
    # An encoder that is no C function is asked for every text, and may leave one unquoted.
    return str(value) if type(value) is _Number else runtime.encode_text(value)


def to_json(value):
    encode = _json.make_encoder({}, _default, _text, None, ": ", ", ", False, False, True)
    return "".join(encode(value, 0))
