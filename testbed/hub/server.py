"""The smallest single-user server that is a process of its own: answers every request at the address that the hub tells it.

It outlives its hub, as a pod does, and ends when the hub's folder is removed.
"""
import http.server
import os
import threading
import time
from urllib.parse import urlparse


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        body = b'{"version": "2.14.0"}'
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


url = urlparse(os.environ["JUPYTERHUB_SERVICE_URL"])
server = http.server.ThreadingHTTPServer((url.hostname, url.port), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
while os.path.isdir(os.environ["HOME"]):
    time.sleep(0.5)
