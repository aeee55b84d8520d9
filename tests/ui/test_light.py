"""What the demo page does not load."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
import app, bot.ui.demo, bot.web.app
from bot.assembly import assemble
assert "gradio" in sys.modules
assert not {"mcp", "mcp_types"} & set(sys.modules), "loaded"
import bot.web.mcp.server
assert "mcp" in sys.modules
"""


def test_the_library_of_tools_is_loaded_by_who_wants_it_alone() -> None:
    ran = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False, timeout=120)
    assert ran.returncode == 0, ran.stderr
