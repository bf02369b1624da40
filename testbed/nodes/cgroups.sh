# Cgroups of the nodes of one test bed: one folder in every hierarchy. Sourced by hooks.sh; needs DIR.

# The folder's name, from the test bed's: several run side by side.
cgroup_root() { echo "prepull-gate-$(printf '%s' "$DIR" | sha256sum | cut -c1-12)"; }

hierarchies() {
    local folder
    for folder in /sys/fs/cgroup/*; do
        if [[ -d $folder && ! -L $folder ]]; then echo "$folder"; fi
    done
}

# make_cgroups NODE: the kubelet wants its root to be there, with processors and memory to give away.
make_cgroups() {
    local folder part file
    for folder in $(hierarchies); do
        for part in "$folder/$(cgroup_root)" "$folder/$(cgroup_root)/$1"; do
            mkdir -p "$part"
            for file in cpuset.cpus cpuset.mems; do
                if [[ -f $part/$file && -z $(<"$part/$file") ]]; then cat "$part/../$file" >"$part/$file"; fi
            done
        done
    done
}

# remove_cgroups: fails while a process is still in one.
remove_cgroups() {
    local folder
    for folder in $(hierarchies); do
        if [[ -d $folder/$(cgroup_root) ]]; then
            find "$folder/$(cgroup_root)" -depth -type d -exec rmdir {} + 2>/dev/null || return 1
        fi
    done
}
