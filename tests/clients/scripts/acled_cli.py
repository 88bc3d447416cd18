"""The command line of PyPI `acled`."""

import contextlib
import io
import json
import os
import sys

from acled.auth import OAuthTokenAuth
from acled.cli.main import main

OAuthTokenAuth.TOKEN_ENDPOINT = f"{os.environ['SERVER']}/oauth/token"
os.environ |= {"ACLED_USERNAME": "vera@example.org", "ACLED_PASSWORD": os.environ["KEY"]}
sys.argv = ["acled", "--format", "json", "data", "--country", "Mali", "--limit", "5"]
said = io.StringIO()
with contextlib.redirect_stdout(said), contextlib.suppress(SystemExit):
    main()
print(json.dumps({"rows": len(json.loads(said.getvalue()))}))
