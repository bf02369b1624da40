"""Chooses ports and tokens for a hub and writes DIR/settings.json and what its users read: DIR/url, DIR/NAME.token.

prepare.py DIR INIT_SPAWNERS_TIMEOUT
"""
import json
import os
import secrets
import socket
import sys

folder, timeout = sys.argv[1], int(sys.argv[2])
sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(4)]
public, hub, proxy, stubs = [s.getsockname()[1] for s in sockets]
tokens = {name: secrets.token_hex(24) for name in ("gate", "seeder", "nobody")}
settings = {"public": public, "hub": hub, "proxy": proxy, "stubs": stubs, "init_spawners_timeout": timeout, "tokens": tokens}
settings["proxy_token"] = secrets.token_hex(24)
for name, text in [("settings.json", json.dumps(settings)), ("url", f"http://127.0.0.1:{public}"), *((f"{n}.token", t) for n, t in tokens.items())]:
    with open(os.open(os.path.join(folder, name), os.O_CREAT | os.O_WRONLY, 0o600), "w") as file:
        file.write(text + "\n")
print(f"PUBLIC={public} HUB={hub} PROXY={proxy} STUBS={stubs}")
