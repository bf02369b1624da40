# Whether real nodes can run here. Sourced; needs common.sh, build.sh.

# obstacle: prints in one line why they cannot; nothing when they can.
obstacle() {
    local tool
    if ((EUID != 0)); then echo "real nodes need root" && return; fi
    for tool in unshare nsenter ip mount java; do
        if ! command -v "$tool" >/dev/null; then echo "real nodes need $tool, and it is not on the PATH" && return; fi
    done
    # With cgroup v2 as the only hierarchy this was never tried.
    if [[ ! -d /sys/fs/cgroup/memory || ! -d /sys/fs/cgroup/cpuset ]]; then echo "real nodes need cgroup v1 (or hybrid), and it is not mounted here" && return; fi
    if [[ ! -w /sys/fs/cgroup/memory ]]; then echo "real nodes need a writable cgroup file system" && return; fi
    if ! unshare --net --mount --uts --pid --fork --mount-proc true 2>/dev/null; then echo "real nodes need namespaces, and none can be made here" && return; fi
    if ! unshare --mount sh -c 'mkdir -p "$1/l" "$1/u" "$1/w" "$1/m" && mount -t overlay overlay -o "lowerdir=$1/l,upperdir=$1/u,workdir=$1/w" "$1/m"' \
        sh "$(overlay_trial)" 2>/dev/null; then
        rm -rf "$(overlay_trial)"
        echo "real nodes need overlayfs in ${TMPDIR:-/tmp}"
        return
    fi
    rm -rf "$(overlay_trial)"
    if ! nodes_are_built; then echo "real nodes are not built yet: run testbed/build nodes"; fi
}

overlay_trial() { echo "${TMPDIR:-/tmp}/prepull-gate-overlay-$$"; }
