#!/usr/bin/env python3
"""Follows Carry's signals and knows at any moment which opportunities are open.

Needs Python 3.9 and nothing else. Trade where it prints; everything else a bot must do is here: resume behind the last
signal after a cut, start over when it was away for too long, notice a line that is dead. Started with `--after 0` it is
told what opened before.

    python3 examples/bot.py --query 'kind=opportunity&min-net=0.05&max-age=PT2S'
"""
import argparse
import http.client
import json
import os
import sys
import time
import urllib.error
import urllib.request

SILENCE_SECONDS = 40  # Carry sends something every 15 seconds
RETRY_SECONDS = 2


def request(address, headers):
    token = os.environ.get("CARRY_SERVER_TOKEN")
    if token:
        headers = {**headers, "Authorization": f"Bearer {token}"}
    return urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=SILENCE_SECONDS)


def events(stream):
    """Server-sent events, each as a dictionary of its fields."""
    event = {}
    for raw in stream:
        line = raw.decode("utf-8").rstrip("\n")
        if line and not line.startswith(":"):
            name, _, value = line.partition(": ")
            event[name] = value
        elif not line and event:
            yield event
            event = {}


class Bot:
    def __init__(self, url, query, after):
        self.url, self.query, self.last = url, query, after
        self.told = -1  # the newest id it knows of
        self.open = {}

    def follow(self, until):
        while self.told < until:
            try:
                headers = {"Last-Event-ID": self.last} if self.last else {}
                with request(f"{self.url}/api/v1/signals?{self.query}", headers) as stream:
                    for event in events(stream):
                        self.take(event)
                        if self.told >= until:
                            return
            except urllib.error.HTTPError as refused:
                if refused.code in (400, 401, 403):
                    sys.exit(f"refused: {refused.read().decode('utf-8')}")
                print(f"refused ({refused}), trying again", file=sys.stderr)
            except (OSError, http.client.HTTPException) as problem:
                print(f"cut off ({problem}), trying again", file=sys.stderr)
            time.sleep(RETRY_SECONDS)

    def take(self, event):
        kind = event.get("event")
        if kind == "reset":  # what was told meanwhile is no longer kept: what is open now follows
            self.open = {}
        elif kind in ("opened", "updated", "closed"):
            finding = json.loads(event["data"])
            if kind == "closed":
                self.open.pop(finding["id"], None)
            else:
                self.open[finding["id"]] = finding
            # This is where a bot trades. Never without limits of its own.
            print(kind, finding["asset"], f"{100 * finding.get('netApr', 0):.2f} % a year", finding["id"], flush=True)
        if "id" in event:  # of a signal, or of what this bot did not want
            self.last, self.told = event["id"], int(event["id"])


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--url", default="http://127.0.0.1:8080")
    options.add_argument("--query", default="kind=opportunity", help="filters, as /openapi.yaml names them")
    options.add_argument("--after", help="the id of the last signal seen (default: what comes from now on)")
    options.add_argument("--until", type=int, help="end at this id and print what is open")
    given = options.parse_args()
    bot = Bot(given.url.rstrip("/"), given.query, given.after)
    bot.follow(float("inf") if given.until is None else given.until)
    print(json.dumps(sorted(bot.open)))


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        pass
