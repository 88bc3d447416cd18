"""The command line of PyPI `acled`, with a key and a mail address as it takes them."""

import contextlib
import io
import json
import os

from acled.cli.main import main

said = io.StringIO()
signing_in = ["--api-key", os.environ["KEY"], "--email", "vera@example.org"]
with contextlib.redirect_stdout(said):
    code = main([*signing_in, "--format", "json", "--quiet", "data", "--country", "Mali", "--limit", "5"])
print(json.dumps({"rows": len(json.loads(said.getvalue())), "code": code}))
