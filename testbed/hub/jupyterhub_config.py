# A hub of the test bed, on loopback only; everything that differs from hub to hub is in its folder's settings.json.
# The proxy is a process of its own, as in Zero to JupyterHub, so that it outlives a restart of the hub.
import json
import os
import sys

from jupyterhub.spawner import SimpleLocalProcessSpawner
from tornado.httpclient import AsyncHTTPClient

settings = json.load(open(os.path.join(os.environ["HUB_DIR"], "settings.json")))
LOOPBACK = "127.0.0.1"


class TestbedSpawner(SimpleLocalProcessSpawner):
    """Users named process-… get a process each, everybody else a port of the one process that plays servers by the hundred."""

    port_of_stub = 0

    @property
    def is_stub(self):
        return not self.user.name.startswith("process-")

    async def start(self):
        if not self.is_stub:
            return await super().start()
        reply = await AsyncHTTPClient().fetch(f"http://{LOOPBACK}:{settings['stubs']}/open", method="POST", body="")
        self.port_of_stub = int(reply.body)
        return LOOPBACK, self.port_of_stub

    async def poll(self):
        # As with a pod that runs while its server hangs: only a request finds out.
        return (None if self.port_of_stub else 0) if self.is_stub else await super().poll()

    async def stop(self, now=False):
        if not self.is_stub:
            return await super().stop(now)
        await AsyncHTTPClient().fetch(f"http://{LOOPBACK}:{settings['stubs']}/close?port={self.port_of_stub}", method="POST", body="")
        self.port_of_stub = 0

    def get_state(self):
        state = super().get_state()
        if self.port_of_stub:
            state["port_of_stub"] = self.port_of_stub
        return state

    def load_state(self, state):
        super().load_state(state)
        self.port_of_stub = state.get("port_of_stub", 0)

    def clear_state(self):
        super().clear_state()
        self.port_of_stub = 0


c = get_config()  # noqa: F821
c.JupyterHub.spawner_class = TestbedSpawner
c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True
c.JupyterHub.bind_url = f"http://{LOOPBACK}:{settings['public']}"
c.JupyterHub.hub_bind_url = f"http://{LOOPBACK}:{settings['hub']}"
c.JupyterHub.db_url = f"sqlite:///{os.environ['HUB_DIR']}/jupyterhub.sqlite"
c.JupyterHub.cookie_secret_file = f"{os.environ['HUB_DIR']}/cookie_secret"
c.JupyterHub.cleanup_servers = False
c.JupyterHub.cleanup_proxy = False
c.JupyterHub.init_spawners_timeout = settings["init_spawners_timeout"]
c.JupyterHub.concurrent_spawn_limit = 16
c.ConfigurableHTTPProxy.should_start = False
c.ConfigurableHTTPProxy.api_url = f"http://{LOOPBACK}:{settings['proxy']}"
# What a test breaks has to stay broken until it has been found.
c.ConfigurableHTTPProxy.check_running_interval = 3600
c.JupyterHub.last_activity_interval = 3600
c.Spawner.poll_interval = 3600
c.SimpleLocalProcessSpawner.home_dir_template = os.environ["HUB_DIR"] + "/home/{username}"
c.Spawner.cmd = [sys.executable, os.path.join(os.path.dirname(os.path.abspath(__file__)), "server.py")]
c.Spawner.http_timeout = 20

# The gate's own accounts, each with the least scopes that docs/HUB.md names.
ROLES = {
    "gate": ["list:users", "read:users:activity", "read:servers", "proxy", "read:metrics"],
    "seeder": ["list:users", "read:users:activity", "read:servers", "admin:users", "delete:users", "servers", "delete:servers"],
    "pruner": ["list:users", "read:users", "read:servers", "delete:users", "admin:users", "users:activity", "groups", "admin:groups"],
    "nobody": [],
}
c.JupyterHub.services = [{"name": name, "api_token": settings["tokens"][name]} for name in ROLES]
c.JupyterHub.load_roles = [{"name": f"testbed-{name}", "services": [name], "scopes": scopes} for name, scopes in ROLES.items()]
