# SPDX-License-Identifier: GPL-3.0-or-later
"""The Lambda runtime for Python: fetches events, calls the handler, posts what it returns.

Only modules that are compiled into the interpreter, or are cheap, are imported at the start; what
a usual invocation does not need (tracebacks, logging, re, json, decimal) is in faults.py, logs.py
and encode.py beside this file, loaded when it is needed. They are loaded by path and not by name,
so that no module of the function can take their place.
"""

import os
import sys
import time
from _frozen_importlib import _gcd_import
from _frozen_importlib_external import SourceFileLoader

import _json
import _socket

_PREFIX = b"/2018-06-01/runtime/"
_FRAME_TEXT = 0xA55A0003  # text, time stamp present, no level; see faults.py for the others
_WHITE = " \t\n\r"

_folder = ""
_parts = {}  # the modules beside this one that were needed so far, by name
_log_fd = None  # the framed log descriptor; None: logs go to stdout

request_id = None  # of the current invocation; None before the first
tenant_id = None


class Fault(Exception):
    """An error that the runtime itself reports, with a type of Lambda's own."""

    def __init__(self, kind, message, trace=None):
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.trace = trace


def part(name):
    """The module NAME beside this file, loaded at its first use."""
    module = _parts.get(name)
    if module is None:
        full = "_lambda_" + name
        path = _folder + "/" + name + ".py"
        module = type(sys)(full)
        module.__file__ = path
        module.runtime = sys.modules[__name__]
        exec(SourceFileLoader(full, path).get_code(full), module.__dict__)
        _parts[name] = module
    return module


# --- log ---------------------------------------------------------------------------------------


def write_log(text, frame=_FRAME_TEXT):
    """One log event: a frame where the descriptor is there, else as it stands to stdout."""
    if _log_fd is None:
        sys.stdout.write(text)
        return
    message = text.encode("utf-8", "surrogatepass")
    now = time.time_ns() // 1000
    data = b"".join(
        (frame.to_bytes(4, "big"), len(message).to_bytes(4, "big"), now.to_bytes(8, "big"), message)
    )
    written = os.write(_log_fd, data)
    while written < len(data):
        data = data[written:]
        written = os.write(_log_fd, data)


def framed():
    """Whether log events keep their line breaks, and carry a level."""
    return _log_fd is not None


class _LoggingWatch:
    """Sets logging up as Lambda does, at the moment at which it is imported."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name != "logging":
            return None
        sys.meta_path.remove(_LoggingWatch)
        for finder in sys.meta_path:
            spec = finder.find_spec(name, path, target)
            if spec is not None:
                spec.loader = _LoggingLoader(spec.loader)
                return spec
        return None


class _LoggingLoader:
    def __init__(self, real):
        self._real = real

    def __getattr__(self, name):
        return getattr(self._real, name)

    def create_module(self, spec):
        return self._real.create_module(spec)

    def exec_module(self, module):
        module.__loader__ = module.__spec__.loader = self._real
        self._real.exec_module(module)
        if hasattr(module, "getLogger"):  # a function may bring a module of this name
            part("logs").install(module)


# --- HTTP --------------------------------------------------------------------------------------


class Connection:
    """A keep-alive connection to the Runtime API. One request at a time; no read time limit."""

    def __init__(self, address):
        host, _, port = address.rpartition(":")
        self._address = (host or "127.0.0.1", int(port))
        self._host = b" HTTP/1.1\r\nHost: " + address.encode() + b"\r\n"
        self._socket = None
        self._rest = b""  # read beyond the last answer

    def get(self, path):
        request = b"GET " + path + self._host + b"\r\n"
        kept = self._socket is not None
        try:
            return self._exchange(request)
        except (EOFError, ConnectionError):
            # A server may close a connection that it kept; asking for an event again is harmless.
            if not kept:
                raise
        self._close()
        return self._exchange(request)

    def post(self, path, headers, body):
        head = b"POST " + path + self._host + headers
        head += b"Content-Length: " + str(len(body)).encode() + b"\r\n\r\n"
        return self._exchange(head + body)

    def _close(self):
        if self._socket is not None:
            self._socket.close()
        self._socket = None
        self._rest = b""

    def _exchange(self, request):
        if self._socket is None:
            self._socket = _socket.socket(_socket.AF_INET, _socket.SOCK_STREAM)
            self._socket.connect(self._address)
            self._socket.setsockopt(_socket.IPPROTO_TCP, _socket.TCP_NODELAY, 1)
        self._socket.sendall(request)
        return self._answer()

    def _answer(self):
        """Status, headers (names in lower case) and body of the next final answer."""
        receive = self._socket.recv
        data = self._rest
        while True:
            end = data.find(b"\r\n\r\n")
            while end < 0:
                more = receive(65536)
                if not more:
                    raise EOFError("The Runtime API closed the connection")
                data += more
                end = data.find(b"\r\n\r\n")
            lines = data[:end].split(b"\r\n")
            status = int(lines[0].split(b" ", 2)[1])
            if status >= 200:
                break
            data = data[end + 4 :]  # an interim answer
        headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(b":")
            headers[name.strip().lower()] = value.strip()
        if b"transfer-encoding" in headers:
            raise RuntimeError("The Runtime API answered in chunks, which is not supported")
        length = int(headers.get(b"content-length", b"0"))
        start = end + 4
        have = len(data) - start
        if have < length:
            body = bytearray(length)
            body[:have] = data[start:]
            view = memoryview(body)
            while have < length:
                count = self._socket.recv_into(view[have:])
                if not count:
                    raise EOFError("The Runtime API closed the connection")
                have += count
            view.release()
            body = bytes(body)
            self._rest = b""
        else:
            body = data[start : start + length]
            self._rest = data[start + length :]
        if headers.get(b"connection", b"").lower() == b"close":
            self._close()
        return status, headers, body


# --- context -----------------------------------------------------------------------------------


class CognitoIdentity:
    __slots__ = ["cognito_identity_id", "cognito_identity_pool_id"]

    def __init__(self, values):
        self.cognito_identity_id = values.get("cognitoIdentityId")
        self.cognito_identity_pool_id = values.get("cognitoIdentityPoolId")

    def __repr__(self):
        return _represent(self, self.__slots__)


class Client:
    __slots__ = [
        "installation_id",
        "app_title",
        "app_version_name",
        "app_version_code",
        "app_package_name",
    ]

    def __init__(self, values):
        for name in self.__slots__:
            setattr(self, name, values.get(name))

    def __repr__(self):
        return _represent(self, self.__slots__)


class ClientContext:
    __slots__ = ["custom", "env", "client"]

    def __init__(self, values):
        self.custom = values.get("custom")
        self.env = values.get("env")
        client = values.get("client")
        self.client = None if client is None else Client(client)

    def __repr__(self):
        return _represent(self, self.__slots__)


class LambdaContext:
    def __init__(self, headers):
        environment = os.environ.get
        self.aws_request_id = request_id
        self.log_group_name = environment("AWS_LAMBDA_LOG_GROUP_NAME")
        self.log_stream_name = environment("AWS_LAMBDA_LOG_STREAM_NAME")
        self.function_name = environment("AWS_LAMBDA_FUNCTION_NAME")
        self.memory_limit_in_mb = environment("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        self.function_version = environment("AWS_LAMBDA_FUNCTION_VERSION")
        self.invoked_function_arn = _text(headers, b"lambda-runtime-invoked-function-arn")
        self.tenant_id = tenant_id
        client = _json_header(headers, b"lambda-runtime-client-context", "Client Context")
        self.client_context = None if client is None else ClientContext(client)
        identity = _json_header(headers, b"lambda-runtime-cognito-identity", "Cognito Identity")
        self.identity = CognitoIdentity({} if identity is None else identity)
        self._epoch_deadline_time_in_ms = int(headers.get(b"lambda-runtime-deadline-ms", b"0"))

    def get_remaining_time_in_millis(self):
        left = self._epoch_deadline_time_in_ms - int(time.time() * 1000)
        return left if left > 0 else 0

    def log(self, msg):
        write_log(str(msg))

    def __repr__(self):
        return _represent(
            self,
            (
                "aws_request_id",
                "log_group_name",
                "log_stream_name",
                "function_name",
                "memory_limit_in_mb",
                "function_version",
                "invoked_function_arn",
                "client_context",
                "identity",
                "tenant_id",
            ),
        )


def _represent(thing, names):
    members = ",".join(f"{name}={getattr(thing, name)}" for name in names)
    return f"{type(thing).__name__}([{members}])"


def _text(headers, name):
    value = headers.get(name)
    return None if value is None else value.decode("utf-8", "surrogateescape")


def _json_header(headers, name, title):
    value = headers.get(name)
    if not value:
        return None
    try:
        return parse_json(value)
    except Exception as error:
        raise Fault(
            "Runtime.LambdaContextUnmarshalError", f"Unable to parse {title} JSON: {error}"
        ) from None


# --- values ------------------------------------------------------------------------------------


class _Scanning:
    """What the C scanner of the json module asks of its decoder: json's own defaults."""

    strict = True
    object_hook = None
    object_pairs_hook = None
    parse_float = float
    parse_int = int
    parse_constant = {
        "-Infinity": float("-inf"),
        "Infinity": float("inf"),
        "NaN": float("nan"),
    }.__getitem__


_scan = _json.make_scanner(_Scanning)


def parse_json(data):
    """As json.loads(), without loading json: it brings re and costs as much as a bare start."""
    if data[:1] in b"{[\"tfn-0123456789 \r\n\t" and b"\0" not in data[:4]:
        try:
            text = data.decode("utf-8", "surrogatepass")
            start = 0 if text[0] not in _WHITE else len(text) - len(text.lstrip(_WHITE))
            value, end = _scan(text, start)
            if end == len(text) or not text[end:].strip(_WHITE):
                return value
        except (StopIteration, IndexError):
            pass
    import json  # another encoding, or a mistake, which it describes

    return json.loads(data)


def _refuse(thing):
    raise TypeError  # encode.py knows what to do with it


def _escapes():
    """Lambda's Python escapes non-ASCII text up to 3.11, and does not from 3.12 on."""
    version = os.environ.get("AWS_EXECUTION_ENV", "").rpartition("python3.")[2]
    return not (version.isdigit() and int(version) >= 12)


escapes_text = _escapes()
encode_text = _json.encode_basestring_ascii if escapes_text else _json.encode_basestring
_seen = {}  # the encoder's own, to find circles
_encode = _json.make_encoder(_seen, _refuse, encode_text, None, ": ", ", ", False, False, True)


_tuples = 0  # classes of tuples when it was last looked whether some have names for their parts
_are_named = False


def _may_be_named():
    global _tuples, _are_named
    kinds = tuple.__subclasses__()
    if len(kinds) != _tuples:
        _tuples = len(kinds)
        _are_named = any(hasattr(kind, "_asdict") for kind in kinds)
    return _are_named


def to_json(value):
    """As json.dumps() with Lambda's settings. Raises what that raises."""
    if isinstance(value, str):
        return encode_text(value)
    # Lambda's encoder writes tuples with names as objects, the one at hand as lists. Where there
    # are such classes the value is looked through.
    if _may_be_named() and not isinstance(value, (int, float, type(None))):
        value = part("encode").named(value)
    try:
        return "".join(_encode(value, 0))
    except Exception:
        _seen.clear()
        return part("encode").to_json(value)


def _marshal(response):
    if isinstance(response, bytes):
        return response, b"Content-Type: application/unknown\r\n"
    try:
        text = to_json(response)
    except Exception as error:
        raise Fault("Runtime.MarshalError", f"Unable to marshal response: {error}") from None
    return text.encode("utf-8"), b"Content-Type: application/json\r\n"


def _unmarshal(headers, body):
    if headers.get(b"content-type") != b"application/json":
        return body
    try:
        return parse_json(body)
    except Exception as error:
        raise Fault("Runtime.UnmarshalError", f"Unable to unmarshal input: {error}") from None


# --- the function ------------------------------------------------------------------------------


def load_handler(handler):
    """The callable that a handler string such as "folder/module.function" names."""
    try:
        module_name, function_name = handler.rsplit(".", 1)
    except ValueError as error:
        raise Fault(
            "Runtime.MalformedHandlerName", f"Bad handler '{handler}': {error}"
        ) from None
    if module_name.split(".")[0] in sys.builtin_module_names:
        raise Fault(
            "Runtime.BuiltInModuleConflict",
            f"Cannot use built-in module {module_name} as a handler module",
        )
    try:
        name = module_name.replace("/", ".")
        if name.startswith("."):
            import importlib

            module = importlib.import_module(name)
        else:
            module = _gcd_import(name)
    except ImportError as error:
        raise Fault(
            "Runtime.ImportModuleError",
            f"Unable to import module '{module_name}': {error}" + part("native").explain(error),
        ) from None
    except SyntaxError as error:
        raise Fault(
            "Runtime.UserCodeSyntaxError",
            f"Syntax error in module '{module_name}': {error}",
            ['  File "%s" Line %s\n    %s' % (error.filename, error.lineno, error.text)],
        ) from None
    try:
        return getattr(module, function_name)
    except AttributeError:
        raise Fault(
            "Runtime.HandlerNotFound",
            f"Handler '{function_name}' missing on module '{module_name}'",
        ) from None


def handle_event_request(connection, request_handler, headers, body):
    """One invocation, from the event to the accepted answer."""
    path = _PREFIX + b"invocation/" + headers[b"lambda-runtime-aws-request-id"]
    try:
        lambda_context = LambdaContext(headers)
        event = _unmarshal(headers, body)
        response = request_handler(event, lambda_context)
        answer, kind = _marshal(response)
    except Exception as error:
        post_headers, answer = part("faults").invocation_failed(error)
        status, _, text = connection.post(path + b"/error", post_headers, answer)
    else:
        status, _, text = connection.post(path + b"/response", kind, answer)
    # 413 tells of a response over the limit, which the caller has been told of: go on.
    # At anything else the official client gives up, the process ends and is replaced.
    if status >= 300 and status != 413:
        raise RuntimeError(
            "Failed to post invocation response: %d %s" % (status, text.decode("utf-8", "replace"))
        )


def _search_path(folder):
    """sys.path as Lambda has it: code, layers, what PYTHONPATH adds, the interpreter's own."""
    version = "3.%d" % sys.version_info[1]
    named = os.environ.get("AWS_EXECUTION_ENV", "").rpartition("python")[2]
    task = os.environ.get("LAMBDA_TASK_ROOT", "/var/task")
    layer = f"/opt/python/lib/python{named or version}/site-packages"
    own = []  # zip, library, lib-dynload: what the interpreter itself found
    for entry in sys.path:
        if entry.startswith((sys.prefix, sys.exec_prefix)) and entry != folder:
            own.append(entry)
    added = []
    for entry in os.environ.get("PYTHONPATH", "").split(":"):
        if entry and entry != folder:
            added.append(entry)
    path = [task, layer, "/opt/python"]
    path += [entry for entry in added if entry not in path]
    path += [entry for entry in own if entry not in path]
    # Below /usr, packages belong to the host's programs, not to the function.
    if sys.prefix != "/usr":
        path.append(f"{sys.prefix}/lib/python{version}/site-packages")
    path += [layer, folder]
    sys.path[:] = path


def _builtins():
    """The names that the site module, which is not loaded, would have added."""
    import builtins
    import _sitebuiltins

    end_of_input = "Ctrl-D (i.e. EOF)"
    builtins.quit = _sitebuiltins.Quitter("quit", end_of_input)
    builtins.exit = _sitebuiltins.Quitter("exit", end_of_input)
    builtins.help = _sitebuiltins._Helper()


def _stand_by(connection):
    """Waits until the function is to be loaded. Most functions need json, and time there is."""
    path = sys.path[:]
    sys.path[:] = [entry for entry in path if not entry.startswith(("/var/task", "/opt"))]
    import json

    sys.path[:] = path
    sys.path_importer_cache.clear()
    connection.get(_PREFIX + b"standby")


def run(folder):
    """Never returns, except by an exception that ends the process."""
    global _folder, _log_fd, request_id, tenant_id
    _folder = folder
    descriptor = os.environ.pop("_LAMBDA_TELEMETRY_LOG_FD", None)
    if descriptor is not None:
        _log_fd = int(descriptor)
    _search_path(folder)
    _builtins()
    sys.meta_path.insert(0, _LoggingWatch)

    connection = Connection(os.environ["AWS_LAMBDA_RUNTIME_API"])
    if sys.argv[-1] == "--standby":
        sys.argv.pop()
        _stand_by(connection)
    handler = sys.argv[1] if len(sys.argv) > 1 else os.environ["_HANDLER"]
    times = None
    if os.environ.pop("_LAMBDA_WORKBENCH_EXPLAIN_INIT", None):
        times = part("importtimes")
        times.begin()
    try:
        request_handler = load_handler(handler)
    except Exception as error:
        if times:
            times.end()
        headers, body = part("faults").init_failed(error)
        connection.post(_PREFIX + b"init/error", headers, body)
        sys.exit(1)
    if times:
        times.end()

    while True:
        status, headers, body = connection.get(_PREFIX + b"invocation/next")
        if status != 200:
            raise RuntimeError("Failed to get next: %d" % status)
        request_id = _text(headers, b"lambda-runtime-aws-request-id")
        tenant_id = _text(headers, b"lambda-runtime-aws-tenant-id")
        trace = _text(headers, b"lambda-runtime-trace-id")
        if trace:
            os.environ["_X_AMZN_TRACE_ID"] = trace
        else:
            os.environ.pop("_X_AMZN_TRACE_ID", None)
        handle_event_request(connection, request_handler, headers, body)
