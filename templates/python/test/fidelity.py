"""Reads and writes JSON by the types of an SDK: lines of `["Type", "text"]` in, what became of the text out, one line each."""

import importlib
import json
import sys

from parlance_runtime.models.decode import decode_json
from parlance_runtime.models.encode import json_bytes

types = importlib.import_module(f"{sys.argv[1]}.types")
with open(sys.argv[2], encoding="utf-8") as lines:
    for line in lines:
        name, text = json.loads(line)
        try:
            value = decode_json(getattr(types, name), text, operation=None, validate=True)
            written = json_bytes(value).decode()
        except Exception as error:
            written = f"{type(error).__name__}: {error}"
        print(json.dumps(written))
