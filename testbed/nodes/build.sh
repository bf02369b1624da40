# Builds what real nodes need: containerd from Go modules, runc and the like from Debian's packages, the registry and the relay from Java.
# Sourced by `build` and `up`; needs common.sh, gomodule.sh.

CONTAINERD_TAGS="no_btrfs no_devmapper no_zfs no_aufs"
CONTAINERD_17=(
    containerd-1.7 "$CONTAINERD_TAGS" "-X github.com/containerd/containerd/version.Version=v1.7.35"
    containerd=github.com/containerd/containerd/cmd/containerd
    containerd-shim-runc-v2=github.com/containerd/containerd/cmd/containerd-shim-runc-v2
)
CONTAINERD_22=(
    containerd-2.2 "$CONTAINERD_TAGS" "-X github.com/containerd/containerd/v2/version.Version=v2.2.9"
    containerd=github.com/containerd/containerd/v2/cmd/containerd
    containerd-shim-runc-v2=github.com/containerd/containerd/v2/cmd/containerd-shim-runc-v2
    ctr=github.com/containerd/containerd/v2/cmd/ctr
)
# Unpacked only: nothing is installed. Built without cgo, runc lacks seccomp and starts no pod.
DEBIAN_PACKAGES=(runc containernetworking-plugins busybox-static containerd)

# nodes_dir: one folder with everything: containerd-1.6, -1.7, -2.2, bin (runc, busybox), cni, classes.
nodes_dir() {
    local hash
    hash=$({
        module_dir "${CONTAINERD_17[@]}"
        module_dir "${CONTAINERD_22[@]}"
        printf '%s\n' "${DEBIAN_PACKAGES[@]}"
        java_sources | xargs cat "$TESTBED/nodes/build.sh"
    } | sha256sum)
    printf '%s/nodes-%s' "$(cache_root)" "${hash:0:16}"
}

nodes_are_built() { [[ -d $(nodes_dir) && -d $(module_dir "${CONTAINERD_17[@]}") && -d $(module_dir "${CONTAINERD_22[@]}") ]]; }

java_sources() { find "$TESTBED/registry/src" "$TESTBED/nodes/src" -name '*.java' | sort; }

build_nodes() {
    local dir work
    if nodes_are_built; then
        say "real nodes: $(nodes_dir)"
        return 0
    fi
    need javac "JDK 17 or later, for the registry"
    need apt-get "runc and the CNI plugins come from Debian's packages"
    build_module "1 of 3: containerd 1.7" "${CONTAINERD_17[@]}"
    build_module "2 of 3: containerd 2.2" "${CONTAINERD_22[@]}"
    dir=$(nodes_dir)
    work=$dir.unfinished
    rm -rf "$dir" "$work"
    mkdir -p "$work/packages" "$work/bin" "$work/classes"
    if ! unpack_packages "$work" >"$work/build.log" 2>&1; then
        tail -n 15 "$work/build.log" >&2
        die 1 "3 of 3: Debian's packages cannot be had; all of its output: $work/build.log"
    fi
    java_sources | xargs javac --release 17 -d "$work/classes" || die 1 "3 of 3: the registry does not compile"
    ln -s "../$(basename "$(module_dir "${CONTAINERD_17[@]}")")" "$work/containerd-1.7"
    ln -s "../$(basename "$(module_dir "${CONTAINERD_22[@]}")")" "$work/containerd-2.2"
    mv "$work" "$dir"
    say "3 of 3: packages and registry: done, $(elapsed)"
    say "real nodes: $dir"
}

# In a shell of its own, for it changes the folder.
unpack_packages() (
    local work=$1 package
    cd "$work/packages"
    # A machine just set up knows no packages yet.
    apt-get download "${DEBIAN_PACKAGES[@]}" || { apt-get update && apt-get download "${DEBIAN_PACKAGES[@]}"; } || return 1
    for package in *.deb; do dpkg -x "$package" "$work/debian" || return 1; done
    cd "$work"
    rm -rf packages
    ln -s ../debian/usr/sbin/runc ../debian/bin/busybox bin/
    ln -s debian/usr/lib/cni cni
    ln -s debian/usr/bin containerd-1.6
    bin/runc --version && bin/busybox true
)
