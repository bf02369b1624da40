"""Plays single-user servers by the hundred, a port of its own for each: answers every request after a moment, as a busy server does.

stubs.py CONTROL_PORT COUNT PORTS_FILE

Opens COUNT ports, writes their numbers to PORTS_FILE, and listens to commands: POST /open answers with a new port;
/close?port=P closes one, as a server that was killed; /slow?port=P&seconds=S makes one slow.
"""
import asyncio
import json
import os
import resource
import sys
from urllib.parse import parse_qs, urlparse

LOOPBACK = "127.0.0.1"
# What a single-user server on a busy node takes for /api; a benchmark names it beside its results.
ANSWER_AFTER = float(os.environ.get("STUB_ANSWER_AFTER", "0.05"))
BODY = b'{"version": "2.14.0"}'

servers = {}
delays = {}
connections = {}


async def open_port():
    server = await asyncio.start_server(lambda r, w: serve(r, w, play), LOOPBACK, 0, backlog=256)
    port = server.sockets[0].getsockname()[1]
    servers[port] = server
    return port


async def serve(reader, writer, answer):
    port = writer.get_extra_info("sockname")[1]
    connections.setdefault(port, set()).add(writer)
    try:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            target = head.split(b" ", 2)[1].decode()
            status, body = await answer(target, port)
            writer.write(
                b"HTTP/1.1 %d OK\r\nContent-Type: application/json\r\nX-JupyterHub-Version: 5.5.4\r\nContent-Length: %d\r\n\r\n%s"
                % (status, len(body), body)
            )
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        pass  # the client has gone, which is its right
    finally:
        connections.get(port, set()).discard(writer)
        writer.close()


async def play(target, port):
    await asyncio.sleep(delays.get(port, ANSWER_AFTER))
    return 200, BODY


async def control(target, _):
    url = urlparse(target)
    query = {name: values[0] for name, values in parse_qs(url.query).items()}
    if url.path == "/open":
        return 200, str(await open_port()).encode()
    port = int(query.get("port", 0))
    if port not in servers:
        return 404, b"no such port"
    if url.path == "/close":
        servers.pop(port).close()
        # A proxy keeps connections to use them again; those of a dead server are dead as well.
        for writer in connections.pop(port, ()):
            writer.transport.abort()
    elif url.path == "/slow":
        delays[port] = float(query["seconds"])
    return 200, b""


async def main(control_port, count, ports_file):
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
    ports = [await open_port() for _ in range(count)]
    with open(ports_file + ".part", "w") as file:
        json.dump(ports, file)
    os.rename(ports_file + ".part", ports_file)
    commands = await asyncio.start_server(lambda r, w: serve(r, w, control), LOOPBACK, control_port)
    await commands.serve_forever()


asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
