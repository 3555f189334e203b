"""A web server's own configuration -> a watch file to start from: which folders it publishes, where it logs."""

from __future__ import annotations

from forensics.watch.server_configs.apache import read_apache
from forensics.watch.server_configs.new_watch import new_watch
from forensics.watch.server_configs.nginx import read_nginx
from forensics.watch.server_configs.published import Published
from forensics.watch.server_configs.writing import write_watch

__all__ = ["Published", "new_watch", "read_apache", "read_nginx", "write_watch"]
