# Whether real nodes can run here. Sourced; needs common.sh, build.sh.

# obstacle: prints in one line why they cannot; nothing when they can.
obstacle() {
    local reason
    reason=$(obstacle_of_the_machine)
    if [[ -z $reason ]] && ! nodes_are_built; then reason="real nodes are not built yet: run testbed/build nodes"; fi
    echo "$reason"
}

# obstacle_of_the_machine: the same, whether they are built or not.
obstacle_of_the_machine() {
    local tool
    for tool in unshare nsenter ip mount java; do
        if ! command -v "$tool" >/dev/null; then
            echo "real nodes need $tool, and it is not on the PATH"
            return
        fi
    done
    if ((EUID != 0)); then
        echo "real nodes need root"
    elif [[ ! -w /sys/fs/cgroup/memory || ! -w /sys/fs/cgroup/cpuset ]]; then
        # With cgroup v2 as the only hierarchy this was never tried.
        echo "real nodes need cgroup v1 (or both), mounted to be written"
    elif ! unshare --net --mount --uts --pid --fork --mount-proc true 2>/dev/null; then
        echo "real nodes need namespaces, and none can be made here"
    elif ! overlay_works; then
        echo "real nodes need overlayfs in ${TMPDIR:-/tmp}"
    fi
}

overlay_works() {
    local trial worked=0
    trial=$(mktemp -d)
    mkdir "$trial/lower" "$trial/upper" "$trial/work" "$trial/merged"
    unshare --mount mount -t overlay overlay \
        -o "lowerdir=$trial/lower,upperdir=$trial/upper,workdir=$trial/work" "$trial/merged" 2>/dev/null || worked=1
    rm -rf "$trial"
    return "$worked"
}
