"""Runs a command and prints its seconds, its status and its peak memory: launch.py COMMAND [WORD...]

A process is charged with what its parent had resident when it was started, so this one imports as little as it can.
"""

import os
import sys
import time

with open(os.devnull, "wb") as null:
    start = time.perf_counter()
    silence = [(os.POSIX_SPAWN_DUP2, null.fileno(), 1)]
    process = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=silence)
    _, status, usage = os.wait4(process, 0)
    seconds = time.perf_counter() - start
with open("/proc/self/status") if os.path.exists("/proc/self/status") else open(os.devnull) as lines:
    own = [int(line.split()[1]) for line in lines if line.startswith("VmHWM:")] or [0]
scale = 1 if sys.platform == "darwin" else 1024
peak = usage.ru_maxrss * scale if usage.ru_maxrss > own[0] else 0
print(seconds, os.waitstatus_to_exitcode(status), peak)
