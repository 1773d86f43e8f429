"""Log lines as JSON with a closed list of fields: no names, numbers or forged lines."""

import json
import logging
import traceback
from datetime import UTC, datetime

FRAMES = 12


class JsonLines(logging.Formatter):
    """One line an event; what a person typed never stands in it unescaped.

    Of an error it tells the kind and the place, not the message: PostgreSQL's quote the
    values of the row.
    """

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "ts": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "event": record.getMessage(),
        }
        request = getattr(record, "request", None)
        if request is not None and hasattr(request, "request_id"):
            line["request_id"] = request.request_id
            # The route, not the address: addresses carry ids and what was searched.
            match = getattr(request, "resolver_match", None)
            line["event"] = f"{request.method} {match.route if match else '-'}"
            line["status"] = getattr(record, "status_code", None)
        if record.exc_info and record.exc_info[0]:
            kind, _error, trace = record.exc_info
            line["error"] = f"{kind.__module__}.{kind.__qualname__}"
            line["at"] = [
                f"{frame.filename}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(trace)[-FRAMES:]
            ]
        return json.dumps(line, ensure_ascii=False)
