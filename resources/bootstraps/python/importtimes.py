# SPDX-License-Identifier: GPL-3.0-or-later
"""How long each module took to load while the function was loaded. Only on demand: it costs time."""

import sys
import time

_FRAME = 0xA55A0022  # JSON, time stamp, and the flag that says: no log event

_now = time.perf_counter_ns
_entries = []  # [name, depth, self, total] in the order in which loading began
_finding = []  # names that are looked for now: a finder may ask the others in turn
_loading = []  # of those whose code runs now: [entry, time of what they have loaded]


class _Watch:
    """Stands before the other finders, and finds nothing itself."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name in _finding:
            return None
        began = _now()
        _finding.append(name)
        try:
            for finder in sys.meta_path[:]:
                spec = None if finder is _Watch else finder.find_spec(name, path, target)
                if spec is not None:
                    if spec.loader is not None:  # a folder without __init__.py has none
                        spec.loader = _Loader(spec.loader, name, _now() - began)
                    return spec
        finally:
            _finding.remove(name)
        return None


class _Loader:
    def __init__(self, real, name, spent):
        self._real = real
        self._name = name
        self._spent = spent  # to find it, and to make it

    def __getattr__(self, name):
        return getattr(self._real, name)

    def create_module(self, spec):
        began = _now()
        module = self._real.create_module(spec)
        self._spent += _now() - began
        return module

    def exec_module(self, module):
        module.__loader__ = module.__spec__.loader = self._real
        entry = [self._name, len(_loading), 0, 0]
        frame = [entry, 0]
        _entries.append(entry)
        _loading.append(frame)
        began = _now()
        try:
            self._real.exec_module(module)
        finally:
            total = _now() - began + self._spent
            while _loading.pop() is not frame:
                pass
            entry[2] = total - frame[1]
            entry[3] = total
            if _loading:
                _loading[-1][1] += total


def begin():
    sys.meta_path.insert(0, _Watch)


def end():
    """Stops, and tells."""
    sys.meta_path.remove(_Watch)
    if runtime.framed():
        runtime.write_log(runtime.to_json(_entries), _FRAME)
