"""How long a story of many claims takes to open in a browser, and to be wound back.

    python -m benchmarks.page [--claims 10000] [--ceiling 0.5] [--write docs/page.md]

Reports on one story are made up (one place, a dozen origins, a year), added, and served; Chromium opens the story. Each
time is that from asking for the page until the browser has shown it whole: the first time after the service has said
that it is ready, and the fastest, the median and the slowest of ten more.
"""

import argparse
import random
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from tests.web.browser import browsing, serving

from benchmarks import machine
from selon import flow

ORIGINS = (
    "President Volodymyr Zelensky", "the Russian defence ministry", "the South Korean intelligence service",
    "the Pentagon", "the British defence ministry", "the Ukrainian army", "NATO", "the White House",
    "the Red Cross", "the Japanese government", "the United Nations", "the French foreign ministry",
)  # fmt: skip
EVENTS = (
    "{n} North Korean soldiers were killed in Kursk", "{n} North Korean soldiers were wounded in Kursk",
    "{n} Russian soldiers were captured in Kursk", "{n} civilians were evacuated in Kursk",
    "{n} North Korean soldiers were deployed in Kursk", "{n} tanks were destroyed in Kursk",
    "{n} houses were damaged in Kursk", "{n} people were arrested in Kursk",
)  # fmt: skip
TIMES = 10


def texts(claims: int) -> list[bytes]:
    """Reports with eight claims each, published through a year."""
    draw = random.Random(0)
    made = []
    for number in range(-(-claims // len(EVENTS))):
        day = date(2024, 6, 1) + timedelta(days=number * 365 * len(EVENTS) // claims)
        lines = [f"Report {number}: the fighting in Kursk", f"{day:%d %B %Y}"]
        for order, event in enumerate(EVENTS):
            n = 100 + 10 * (number // 20) + draw.randrange(40)
            lines.append(f"{ORIGINS[(number + order) % len(ORIGINS)]} said on {day:%A} that {event.format(n=n)}.")
        made.append("\n\n".join(line[0].upper() + line[1:] for line in lines).encode())
    return made


def measured(claims: int) -> tuple[float, list[str]]:
    """Seconds that the median opening takes, and the account of it."""
    with tempfile.TemporaryDirectory() as folder, browsing() as browser:
        ledger = Path(folder) / "selon.db"
        with flow.open_ledger(str(ledger)) as opened:
            for number, text in enumerate(texts(claims)):
                for _ in flow.add_bytes(opened, text, f"{number}.txt"):
                    pass
        began = time.perf_counter()
        with serving(ledger, "--who", "Anna") as home:
            page = browser.new_page()
            page.goto(home)
            ready = time.perf_counter() - began
            link = page.locator("article.story h2 a").first.get_attribute("href") or ""
            counted = page.locator("article.story p.meta").first.inner_text()
            spent = []
            for _ in range(TIMES + 1):
                began = time.perf_counter()
                page.goto(home + link, wait_until="load")
                spent.append(time.perf_counter() - began)
            wound = []
            for step in range(0, 360, 360 // TIMES):
                began = time.perf_counter()
                page.goto(f"{home}{link}?step={step}", wait_until="load")
                wound.append(time.perf_counter() - began)
            size = len(page.content())
            page.goto(home + link)
            page.locator("#series a.exact").first.click()
            page.locator("summary", has_text="Misread").click()
            page.locator("#low").fill("1")
            page.locator("#misread-why").fill("measured")
            began = time.perf_counter()
            page.locator("details[open] button").click()
            page.locator(".decision").wait_for()
            decided = time.perf_counter() - began
    first, rest = spent[0], spent[1:]
    lines = [
        f"One story, {counted.partition(' claims')[0]} claims, {size / 1000:.0f} kB of page",
        "",
        "| | s |",
        "| --- | ---: |",
        f"| the service starts and shows the list of stories | {ready:.2f} |",
        f"| the story opens, the first time | {first:.2f} |",
        f"| the story opens, median of {TIMES} (fastest, slowest) | "
        f"{median(rest):.2f} ({min(rest):.2f}, {max(rest):.2f}) |",
        f"| wound back to a day not looked at before, median of {len(wound)} (slowest) | "
        f"{median(wound):.2f} ({max(wound):.2f}) |",
        f"| a claim is corrected, and its series shown as it is now | {decided:.2f} |",
    ]
    return max(first, median(rest)), lines


def main() -> int:
    """Prints the measurement; exits with 1 above the ceiling."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--ceiling", type=float, help="seconds that opening may take")
    parser.add_argument("--write", type=Path)
    told = parser.parse_args()
    spent, lines = measured(told.claims)
    account = "\n".join((machine.told(), "", *lines))
    print(account)
    if told.write:
        machine.put(told.write, "speed", account)
    return told.ceiling is not None and spent > told.ceiling


if __name__ == "__main__":
    sys.exit(main())
