from __future__ import annotations

import subprocess
import sys


def test_that_the_reducer_starts_without_numpy():
    code = (
        "import sys, core.live.reducer, core.live.transitions, core.reports.status;"
        "sys.exit('numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False)
    assert done.returncode == 0
