# SPDX-License-Identifier: GPL-3.0-or-later
"""The hooks of SnapStart. Functions register them on Lambda; environments here are not snapshots,
so that, as in an environment without SnapStart there, none of them is ever run."""

_before_snapshot = []
_after_restore = []


def register_before_snapshot(func, *args, **kwargs):
    _before_snapshot.append((func, args, kwargs))
    return func


def register_after_restore(func, *args, **kwargs):
    _after_restore.append((func, args, kwargs))
    return func


def get_before_snapshot():
    return _before_snapshot


def get_after_restore():
    return _after_restore
