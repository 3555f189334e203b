"""The evidence bundle: a report folder with its custody log, sealed so that anyone can check it (docs/bundle.md).

- custody: who did what to the evidence and when, as a hash chain
- level: who may read it, and what may therefore lie in it
- originals: the logs that were read, where they lie and as copies in a bundle for investigators
- bag: the folder as a BagIt bag (RFC 8493), every file with its SHA-256
- signature: the seal, `ssh-keygen -Y sign` over the tag manifest
- timestamp: the request for a time stamp (RFC 3161) over the same, and a look at its answer
- sealing: all of these, from a report folder to a bundle
"""

from __future__ import annotations

__all__: list[str] = []
