"""Says why no window can be shown on this Linux machine, before Qt finds out and aborts the process.

Qt loads its platform plugin inside ``QGuiApplication`` and calls ``abort()`` when that fails, so it has to be tried
beforehand: the plugin is loaded with ``dlopen`` (which Qt would do next anyway) and the display server is greeted. This
is the one module of ``gui`` whose sentences are not translated: a translation needs the Qt that did not load.
"""

import ctypes
import os
import sys
from collections.abc import Mapping
from importlib import import_module, util
from pathlib import Path

PACKAGES = (
    "libegl1 libgl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libxkbcommon-x11-0 libx11-xcb1 "
    "libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 "
    "libxcb-shape0 libxcb-sync1 libxcb-xfixes0 libxcb-xkb1"
)
"""What Qt needs on Debian and Ubuntu and what a bare system lacks."""

APT_LINE = f"sudo apt-get install -y {PACKAGES}"


NO_SERVER = "no answer from "


def problem(environment: Mapping[str, str] = os.environ) -> str | None:
    """A sentence that says why no window can be shown and what to do, or None when nothing stands in the way.

    Looks only at Linux: elsewhere PySide6's wheels bring all they need.
    """
    if not sys.platform.startswith("linux"):
        return None
    try:
        import_module("PySide6.QtWidgets")
    except ImportError as error:
        return _cannot_start(str(error))
    reasons = [_plugin_problem(name, environment) for name in _platforms(environment)]
    if not reasons:
        return "There is no display to show a window on: neither WAYLAND_DISPLAY nor DISPLAY is set."
    if None in reasons:  # Qt goes on to the next one until one works
        return None
    failures = [reason for reason in reasons if reason]
    missing = [reason for reason in failures if not reason.startswith(NO_SERVER)]
    return _cannot_start(missing[0]) if missing else f"There is no display to show a window on: {failures[0]}."


def _platforms(environment: Mapping[str, str]) -> list[str]:
    """The platform plugins that Qt will try, each as Qt names it (``xcb``, ``wayland``, ``offscreen`` …)."""
    chosen = environment.get("QT_QPA_PLATFORM", "")
    if chosen:
        return [part.partition(":")[0] for part in chosen.split(";")]
    servers = {"WAYLAND_DISPLAY": "wayland", "DISPLAY": "xcb"}
    return [name for variable, name in servers.items() if environment.get(variable)]


def _plugin_problem(name: str, environment: Mapping[str, str]) -> str | None:
    """Loads the plugin as Qt will, and greets its display server. None: both went well."""
    spec = util.find_spec("PySide6")
    if spec is None or spec.origin is None:
        return None
    plugins = Path(spec.origin).parent / "Qt" / "plugins" / "platforms"
    if environment.get("QT_QPA_PLATFORM_PLUGIN_PATH") or not plugins.is_dir():
        return None  # a Qt that is laid out another way speaks for itself
    plugin = plugins / f"libq{name}.so"
    if not plugin.exists():
        return f"it has no platform plugin named {name!r}"
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        return str(error)
    return _server_problem(name, environment)


def _server_problem(name: str, environment: Mapping[str, str]) -> str | None:
    """Greets the display server as the plugin will."""
    if name == "xcb":
        xcb = ctypes.CDLL("libxcb.so.1")
        xcb.xcb_connect.restype = ctypes.c_void_p
        connection = ctypes.c_void_p(xcb.xcb_connect(environment.get("DISPLAY", "").encode(), None))
        refused = xcb.xcb_connection_has_error(connection)
        xcb.xcb_disconnect(connection)
        return f"{NO_SERVER}the X server at DISPLAY={environment.get('DISPLAY', '')}" if refused else None
    if name == "wayland":
        wayland = ctypes.CDLL("libwayland-client.so.0")
        wayland.wl_display_connect.restype = ctypes.c_void_p
        server = environment.get("WAYLAND_DISPLAY", "wayland-0")
        display = wayland.wl_display_connect(server.encode())
        if not display:
            return f"{NO_SERVER}the Wayland server at WAYLAND_DISPLAY={server}"
        wayland.wl_display_disconnect(ctypes.c_void_p(display))
    return None


def _cannot_start(reason: str) -> str:
    if ".so" not in reason:
        return f"Qt cannot start: {reason}."
    return f"Qt cannot start: {reason}\nOn Debian and Ubuntu this line installs what Qt needs:\n\n    {APT_LINE}\n"
