"""Ask the web server of this container whether requests should be sent to it: exit 0 when they should."""

import os
import sys
from http.client import HTTPConnection
from urllib.parse import urlsplit


def main() -> int:
    """Ask as the proxy in front would, or the answer would be a way to https."""
    host = urlsplit(os.environ.get("CASEWORK_PUBLIC_URL", "http://localhost")).hostname or "localhost"
    connection = HTTPConnection("127.0.0.1", int(os.environ.get("PORT", "8000")), timeout=4)
    try:
        connection.request("GET", "/health/ready", headers={"Host": host, "X-Forwarded-Proto": "https"})
        return 0 if connection.getresponse().status == 200 else 1
    except OSError:
        return 1


if __name__ == "__main__":
    sys.exit(main())
