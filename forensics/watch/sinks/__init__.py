"""Where events go: stdout, and the sinks of the watch file, each from where it is, at least once."""

from __future__ import annotations

from forensics.watch.sinks.deliver import Delivered, deliver

__all__ = ["Delivered", "deliver"]
