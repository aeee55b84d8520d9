"""`python -m tests.audit` looks for packages with known weaknesses, where it can reach a list of them.

Without a network it can't know of weaknesses: it says so, and still holds that what is installed is what was pinned, fits
together, and comes under licences that may be used.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from packaging.utils import canonicalize_name

from tests.licences import ROOT, Package, packages

AUDITOR = "pip-audit==2.10.1"
SERVICE, PORT = "api.osv.dev", 443
REACH_S, INSTALL_S, AUDIT_S = 5, 180, 180
OF_PYTHON = ("pip", "setuptools")
"""These come with the environment; a package that needs one takes the one that is there."""
WEAK = 1
"""How pip-audit ends where it found a weakness."""


def main() -> int:
    """0 where nothing is wrong; 1 with a line for everything that is."""
    found = packages()
    wrong = [*unpinned(found), *forbidden(found), *inconsistent()]
    print(f"offline: {len(found)} packages, pinned, consistent, licences allowed" if not wrong else "\n".join(wrong))
    return 1 if wrong or weaknesses() else 0


def unpinned(found: Iterable[Package]) -> Iterator[str]:
    """Packages that are not of the version in constraints.txt; builds of one version for other processors are."""
    pins = dict(line.split("==") for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines() if "==" in line)
    pinned = {canonicalize_name(name): version for name, version in pins.items()}
    for each in found:
        if each.name not in OF_PYTHON and pinned.get(each.name) != each.version.partition("+")[0]:
            yield f"{each.name} {each.version} is installed, and {pinned.get(each.name, 'no version')} is pinned"


def forbidden(found: Iterable[Package]) -> Iterator[str]:
    """Packages under a licence that is not allowed for what they are used for."""
    for each in found:
        if not each.is_allowed:
            yield f"{each.name}: licence {each.licence!r} is not allowed"


def inconsistent() -> Iterator[str]:
    """What pip says of packages that lack another one, or have one of another version than they need."""
    command = [sys.executable, "-m", "pip", "check", "--disable-pip-version-check"]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    if checked.returncode:
        yield from checked.stdout.splitlines()


def weaknesses() -> bool:
    """Whether pip-audit found any; it says which. False where it could not look, which it says as well."""
    if not reaches(SERVICE, PORT):
        print(f"online: not looked for known weaknesses, {SERVICE} can't be reached")
        return False
    with tempfile.TemporaryDirectory(prefix="audit-") as folder:
        python = Path(folder) / "bin" / "python"
        try:
            subprocess.run([sys.executable, "-m", "venv", folder], check=True, timeout=INSTALL_S)
            subprocess.run([python, "-m", "pip", "install", "--quiet", AUDITOR], check=True, timeout=INSTALL_S)
            command = [python, "-m", "pip_audit", "--vulnerability-service", "osv", "--no-deps", "--disable-pip"]
            ended = subprocess.run([*command, "--requirement", ROOT / "constraints.txt"], check=False, timeout=AUDIT_S)
        except (subprocess.SubprocessError, OSError) as error:
            print(f"online: not looked for known weaknesses, {AUDITOR} could not run: {error}")
            return False
    print(f"online: {AUDITOR} ended with {ended.returncode}")
    return ended.returncode == WEAK


def reaches(host: str, port: int) -> bool:
    """Whether something takes connections there."""
    try:
        socket.create_connection((host, port), timeout=REACH_S).close()
    except OSError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
