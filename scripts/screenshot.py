"""Takes pictures of a page: at a desk, on a phone, in the dark, on paper.

    python scripts/screenshot.py out/index.html pictures [--click "a.cite"] [--full]

Needs the development tools and Debian's chromium.
"""

import argparse
import shutil
import sys
from pathlib import Path
from typing import Any

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
STATES: dict[str, dict[str, Any]] = {
    "desk": {"viewport": {"width": 1360, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True},
    "dark": {"viewport": {"width": 1360, "height": 900}, "color_scheme": "dark"},
    "phone-dark": {
        "viewport": {"width": 390, "height": 844},
        "device_scale_factor": 2,
        "color_scheme": "dark",
    },
}


def main() -> int:
    """Take the pictures that the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("page", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--click", action="append", default=[], help="CSS selector to click first")
    parser.add_argument("--at", help="CSS selector to scroll to")
    parser.add_argument("--full", action="store_true", help="the whole page, not one screen")
    parser.add_argument("--name", help="first part of the files' names; default: the page's")
    parser.add_argument("--states", default=",".join([*STATES, "print"]))
    options = parser.parse_args()
    chromium = shutil.which("chromium")
    if chromium is None:
        print("no chromium on the path; apt install chromium", file=sys.stderr)
        return 1
    options.folder.mkdir(parents=True, exist_ok=True)
    for path in take(options, chromium):
        print(path)
    return 0


def take(options: argparse.Namespace, chromium: str) -> list[Path]:
    """Open the page once per state and return the pictures' paths."""
    from playwright.sync_api import sync_playwright

    stem = options.name or options.page.stem
    taken = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        for state in options.states.split(","):
            page = browser.new_page(**STATES.get(state, STATES["desk"]))
            page.goto(options.page.resolve().as_uri())
            for selector in options.click:
                page.click(selector)
            if options.at:
                page.locator(options.at).first.evaluate("node => node.scrollIntoView()")
            page.wait_for_timeout(250)
            path = options.folder / f"{stem}-{state}.{'pdf' if state == 'print' else 'png'}"
            if state == "print":
                page.pdf(path=path, format="A4", prefer_css_page_size=True)
            else:
                page.screenshot(path=path, full_page=options.full)
            taken.append(path)
            page.close()
        browser.close()
    return taken


if __name__ == "__main__":
    raise SystemExit(main())
