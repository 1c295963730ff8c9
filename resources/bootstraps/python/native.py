# SPDX-License-Identifier: GPL-3.0-or-later
"""Why a native library can't be loaded: for which processor or interpreter it was built."""

import os
import re
import sys

_DLOPEN = re.compile(r"^(/[^:]+): ")  # how the dynamic linker's words begin
_TAG = re.compile(r"\.cpython-(\d)(\d+)[^.]*-")
_PROCESSORS = {
    3: "i386",
    8: "mips",
    20: "ppc",
    21: "ppc64",
    22: "s390x",
    40: "arm",
    62: "x86_64",
    183: "aarch64",
    243: "riscv64",
}


def explain(error):
    """What to add to the error's text: " (FILE is built for ...)", or nothing."""
    try:
        if isinstance(error, ImportError):
            for file in _candidates(error):
                reason = _reason(file)
                if reason:
                    return f" ({file} is built for {reason})"
        found = _DLOPEN.match(str(error))
        reason = _reason(found[1]) if found else None
        return f" ({found[1]} is built for {reason})" if reason else ""
    except Exception:  # it explains an error, and must not become one
        return ""


def _reason(file):
    with open(file, "rb") as opened:
        head = opened.read(20)
    if head[:4] in (b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"\xce\xfa\xed\xfe"):
        return "macOS, this machine runs Linux"
    if head[:2] == b"MZ":
        return "Windows, this machine runs Linux"
    if head[:4] == b"\x7fELF" and len(head) == 20:
        order = "little" if head[5] == 1 else "big"
        number = int.from_bytes(head[18:20], order)
        built = _PROCESSORS.get(number, f"processor {number}")
        ours = os.uname().machine
        if built != ours:
            return f"{built}, this machine is {ours}"
    tag = _TAG.search(os.path.basename(file))
    if tag and (int(tag[1]), int(tag[2])) != sys.version_info[:2]:
        return "Python %s.%s, this is %d.%d" % (tag[1], tag[2], *sys.version_info[:2])
    return None


def _candidates(error):
    """Extension modules of the name that was not found, under names that are not looked for."""
    name = error.name
    if isinstance(error, ModuleNotFoundError):
        folder, _, name = name.replace(".", "/").rpartition("/")
        folders = [os.path.join(entry, folder) for entry in sys.path]
    else:  # "from package import name"
        named = re.search(r"cannot import name '(\w+)'", str(error))
        if not named or not error.path:
            return
        name = named[1]
        folders = [os.path.dirname(error.path)]
    for folder in folders:
        try:
            files = sorted(os.listdir(folder))
        except OSError:
            continue
        for file in files:
            if file.startswith(name + ".") and file.endswith((".so", ".pyd", ".dylib")):
                yield os.path.join(folder, file)
