"""Chooses ports and tokens for a hub and writes DIR/settings.json and what its users read: DIR/url, DIR/NAME.token.

prepare.py DIR INIT_SPAWNERS_TIMEOUT
"""
import json
import os
import random
import secrets
import socket
import sys

LOOPBACK = "127.0.0.1"
# Below those that the system hands out by itself: one of the played servers could get a port that was free a moment ago.
PORTS = range(12000, 32000)


def free_ports(count):
    held = []
    while len(held) < count:
        try:
            held.append(socket.create_server((LOOPBACK, random.choice(PORTS))))
        except OSError:
            continue  # taken: another one
    ports = [each.getsockname()[1] for each in held]
    for each in held:
        each.close()
    return ports


folder, timeout = sys.argv[1], int(sys.argv[2])
public, hub, proxy, stubs = free_ports(4)
tokens = {name: secrets.token_hex(24) for name in ("gate", "seeder", "pruner", "nobody")}
settings = {"public": public, "hub": hub, "proxy": proxy, "stubs": stubs, "init_spawners_timeout": timeout, "tokens": tokens}
settings["proxy_token"] = secrets.token_hex(24)
for name, text in [("settings.json", json.dumps(settings)), ("url", f"http://{LOOPBACK}:{public}"), *((f"{n}.token", t) for n, t in tokens.items())]:
    with open(os.open(os.path.join(folder, name), os.O_CREAT | os.O_WRONLY, 0o600), "w") as file:
        file.write(text + "\n")
print(f"PUBLIC={public} HUB={hub} PROXY={proxy} STUBS={stubs}")
