#!/usr/bin/env python3
"""import_prices.py URL FILE: fetches a price list and keeps it in FILE."""
import json
import sys
import time
import urllib.request

ATTEMPTS = 3
# Whatever proxy the environment names: prices are fetched from the URL itself.
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def fetch(url):
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with OPENER.open(url, timeout=60) as answer:
                return json.load(answer)
        except OSError as error:
            print(f"attempt {attempt}: {error}", file=sys.stderr)
            if attempt == ATTEMPTS:
                raise
            time.sleep(0.2)


def main(url, file):
    prices = fetch(url)
    with open(file, "w", encoding="utf-8") as output:
        json.dump(prices, output, indent=2)
    print(f"{len(prices)} prices imported")


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except OSError as error:
        sys.exit(f"no prices imported: {error}")
