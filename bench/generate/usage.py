"""Runs a program and writes what it and the processes that it started used, as JSON, to the file named first."""

import json
import resource
import subprocess
import sys
import time

began = time.monotonic()
status = subprocess.run(sys.argv[2:], stdin=subprocess.DEVNULL, check=False).returncode
wall = time.monotonic() - began
used = resource.getrusage(resource.RUSAGE_CHILDREN)
with open(sys.argv[1], "w", encoding="utf-8") as file:
    # Linux tells kilobytes, macOS bytes.
    memory = used.ru_maxrss / (1024 if sys.platform == "linux" else 1024 * 1024)
    json.dump({"cpu": used.ru_utime + used.ru_stime, "memory": memory, "wall": wall}, file)
sys.exit(status)
