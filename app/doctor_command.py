"""`hockeyhub doctor`: what is missing for Bluetooth here, and how to mend it."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Iterable

from app.composition import bluetooth_findings
from core.domain.radio import RadioFinding

_EXIT_UNUSABLE = 1


def main(arguments: list[str]) -> int:
    """Print one line per finding; exit code 0 if sensors can be used, else 1."""
    parser = argparse.ArgumentParser(
        prog="hockeyhub doctor",
        description="Say what is missing for Bluetooth on this computer, and how to mend it.",
    )
    parser.parse_args(arguments)
    return report(asyncio.run(bluetooth_findings()))


def report(findings: Iterable[RadioFinding]) -> int:
    """Print findings; the exit code. The last one says whether it works in the end."""
    findings = tuple(findings)
    for finding in findings:
        mark = "ok     " if finding.is_good else "missing"
        print(f"{mark}  {finding.text} {finding.remedy}".rstrip())  # noqa: T201
    is_usable = bool(findings) and findings[-1].is_good
    if not is_usable:
        print("Without Bluetooth there is the virtual gym: hockeyhub --demo")  # noqa: T201
    return 0 if is_usable else _EXIT_UNUSABLE
