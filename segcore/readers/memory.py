"""How much memory another process takes, by what each system has."""

from __future__ import annotations

import contextlib
import ctypes
import subprocess
import sys
from pathlib import Path

PAGE = 4096
_MAY_ASK = 0x1000 | 0x0010  # PROCESS_QUERY_LIMITED_INFORMATION, PROCESS_VM_READ


def resident(pid: int) -> int:
    """Bytes of memory the process holds; 0 where it is gone or the system does not tell."""
    with contextlib.suppress(OSError, ValueError, IndexError, subprocess.SubprocessError):
        if sys.platform == "linux":
            return int(Path(f"/proc/{pid}/statm").read_bytes().split()[1]) * PAGE
        if sys.platform == "win32":
            return _on_windows(pid)
        told = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, timeout=5, check=False)
        return int(told.stdout) * 1024
    return 0


def _on_windows(pid: int) -> int:
    """The third field of PROCESS_MEMORY_COUNTERS is WorkingSetSize."""
    if sys.platform == "win32":
        fields = (ctypes.c_size_t * 10)()
        process = ctypes.windll.kernel32.OpenProcess(_MAY_ASK, False, pid)
        size = ctypes.sizeof(fields)
        told = ctypes.windll.psapi.GetProcessMemoryInfo(process, ctypes.byref(fields), size)
        ctypes.windll.kernel32.CloseHandle(process)
        return int(fields[2]) if told else 0
    return 0
