# The network of a test bed with real nodes: a namespace of its own with a bridge, so that several test beds use the same addresses and
# nothing of them is seen outside. Sourced by hooks.sh.
#
#   10.77.0.1    the control plane            10.77.0.53     DNS
#   10.77.0.2    the registry                 10.77.0.10+I   node I; its pods are in 10.78.I.0/24
#   10.77.0.3    nobody listens here          10.77.0.4      nobody has this

CONTROL_PLANE=10.77.0.1
REGISTRY=10.77.0.2
REFUSING=10.77.0.3
NOBODY=10.77.0.4
DNS=10.77.0.53

node_address() { echo "10.77.0.$((10 + $1))"; }
pod_network() { echo "10.78.$1.0/24"; }

# The namespace lives as long as a process that does nothing but hold it; from here on every command runs inside.
make_network() {
    local holder
    launch network unshare --net -- sleep infinity
    holder=$(pid_of network)
    await 10 network other_network "$holder"
    INSIDE=(nsenter "--net=/proc/$holder/ns/net" --)
    inside ip link set lo up
    inside ip link add nodes type bridge
    inside ip addr add "$CONTROL_PLANE/24" dev nodes
    local address
    for address in "$REGISTRY" "$REFUSING" "$DNS"; do inside ip addr add "$address/24" dev nodes; done
    inside ip link set nodes up
    inside sh -c 'echo 1 >/proc/sys/net/ipv4/ip_forward'
}

other_network() { [[ $(readlink "/proc/$1/ns/net") != "$(readlink /proc/self/ns/net)" ]]; }
