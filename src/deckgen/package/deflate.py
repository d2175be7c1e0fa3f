"""Deflate on several processors: segments are compressed side by side and joined in order.

Each segment ends on a byte with a full flush (https://www.rfc-editor.org/rfc/rfc1951), so that the whole is one ordinary
stream, the same bytes however many processors there are.
"""

import zlib
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor

SEGMENT = 1 << 19
_IN_FLIGHT = 4


class SegmentedDeflate:
    """A compressor in the form that zipfile uses: feed it segments with `compress`, and end with `flush`."""

    def __init__(self, level: int, pool: ThreadPoolExecutor) -> None:
        """Take a level of zlib's and the threads to work with."""
        self._level = level
        self._pool = pool
        self._pending: deque[Future[bytes]] = deque()

    def compress(self, segment: bytes) -> bytes:
        """Take a segment; return what has been compressed and whose turn it is."""
        self._pending.append(self._pool.submit(self._segment, segment))
        return self._pending.popleft().result() if len(self._pending) > _IN_FLIGHT else b""

    def flush(self) -> bytes:
        """Return the rest, and the end of the stream."""
        rest = b"".join(part.result() for part in self._pending)
        self._pending.clear()
        return rest + self._new().flush(zlib.Z_FINISH)

    def _segment(self, segment: bytes) -> bytes:
        compressor = self._new()
        return compressor.compress(segment) + compressor.flush(zlib.Z_FULL_FLUSH)

    def _new(self) -> "zlib._Compress":
        return zlib.compressobj(self._level, zlib.DEFLATED, -zlib.MAX_WBITS)
