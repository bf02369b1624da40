"""Fills a new hub's database before its first start: the hub then finds users and running servers, as after a restart.

populate.py DATABASE PORTS_FILE USERS        as many servers as there are ports; the users have been active today
"""
import datetime
import json
import sys

from jupyterhub import orm
from jupyterhub.dbutil import upgrade_if_needed

LOOPBACK = "127.0.0.1"

database, ports_file, users = f"sqlite:///{sys.argv[1]}", sys.argv[2], int(sys.argv[3])
with open(ports_file) as file:
    ports = json.load(file)
upgrade_if_needed(database)
db = orm.new_session_factory(database)()
now = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None)
for i in range(users):
    user = orm.User(name=f"user-{i + 1:05d}", last_activity=now)
    db.add(user)
    if i < len(ports):
        url = f"/user/{user.name}/"
        server = orm.Server(proto="http", ip=LOOPBACK, port=ports[i], base_url=url, cookie_name=f"jupyterhub-user-{user.name}")
        state = {"port_of_stub": ports[i]}
        db.add(orm.Spawner(name="", user=user, server=server, state=state, started=now, last_activity=now))
db.commit()
