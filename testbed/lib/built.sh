# The control plane's programs as one folder of links: what `up` runs. Sourced; needs common.sh, programs.sh, gomodule.sh.

control_plane_dir() {
    local hash
    hash=$({
        basename "$(module_dir "${KUBERNETES[@]}")"
        basename "$(module_dir "${KWOK[@]}")"
        basename "$(module_dir "${HELM[@]}")"
    } | sha256sum)
    printf '%s/control-plane-%s' "$(cache_root)" "${hash:0:16}"
}

# Every program of the folder can be run; links into a module folder that somebody removed do not count.
control_plane_is_built() {
    local dir program
    dir=$(control_plane_dir)
    for program in etcd kube-apiserver kube-controller-manager kube-scheduler kubectl kubelet kwok helm; do
        [[ -x $dir/$program ]] || return 1
    done
}

build_control_plane() {
    local dir
    dir=$(control_plane_dir)
    if control_plane_is_built; then return 0; fi
    build_module "1 of 3: etcd, Kubernetes $KUBERNETES_VERSION" "${KUBERNETES[@]}"
    build_module "2 of 3: KWOK v$KWOK_VERSION" "${KWOK[@]}"
    build_module "3 of 3: helm $HELM_VERSION" "${HELM[@]}"
    rm -rf "$dir" "$dir.unfinished"
    mkdir "$dir.unfinished"
    link_programs "$dir.unfinished" "${KUBERNETES[@]}"
    link_programs "$dir.unfinished" "${KWOK[@]}"
    link_programs "$dir.unfinished" "${HELM[@]}"
    mv "$dir.unfinished" "$dir"
}

# link_programs INTO NAME TAGS VARIABLES PROGRAM=PACKAGE...
link_programs() {
    local into=$1 from program
    shift
    from=$(module_dir "$@")
    shift 3
    for program in "$@"; do
        ln -s "../${from##*/}/${program%%=*}" "$into/${program%%=*}"
    done
}
