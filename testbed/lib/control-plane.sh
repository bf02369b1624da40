# Starts the control plane's five programs. Sourced by the supervisor; needs DIR, BIN, API_HOST, API_BIND, launch.sh, access.sh.

ETCD="$DIR/run/etcd.sock"

start_control_plane() {
    local controllers scheduler kwok
    ADMIN_TOKEN=$(new_token testbed-admin system:masters)
    controllers=$(new_token system:kube-controller-manager system:authenticated)
    scheduler=$(new_token system:kube-scheduler system:authenticated)
    kwok=$(new_token kwok system:masters)
    start_etcd
    start_api_server
    local server="https://$API_HOST:$API_PORT"
    write_kubeconfig "$DIR/run/admin.kubeconfig" "$server" testbed-admin "$ADMIN_TOKEN" default
    write_kubeconfig "$DIR/run/controller-manager.kubeconfig" "$server" controller-manager "$controllers" default
    write_kubeconfig "$DIR/run/scheduler.kubeconfig" "$server" scheduler "$scheduler" default
    write_kubeconfig "$DIR/run/kwok.kubeconfig" "$server" kwok "$kwok" default
    await 90 kube-apiserver kubectl get --raw /readyz
    start_controllers
}

kubectl() { inside "$BIN/kubectl" --kubeconfig "$DIR/run/admin.kubeconfig" "$@"; }

# A unix socket needs no port. The addresses of port 1 are only announced, and there is nobody to call them.
start_etcd() {
    launch etcd "$BIN/etcd" --name testbed --data-dir "$DIR/run/etcd" --unsafe-no-fsync --log-level warn \
        --listen-client-urls "unix://$ETCD" --advertise-client-urls http://127.0.0.1:1 \
        --listen-peer-urls http://127.0.0.1:0 --initial-advertise-peer-urls http://127.0.0.1:1 \
        --initial-cluster testbed=http://127.0.0.1:1 --quota-backend-bytes $((4 << 30))
    await 60 etcd test -S "$ETCD"
}

# Below the ephemeral ports, so that no outgoing connection holds the port; taken by somebody else in between, another is tried.
start_api_server() {
    local try
    for try in 1 2 3 4 5 6 7 8; do
        API_PORT=$((20000 + RANDOM % 12000))
        launch_api_server
        if await 90 kube-apiserver listening "$API_HOST" "$API_PORT" "$DIR/logs/kube-apiserver.log"; then return 0; fi
        grep -q 'address already in use' "$DIR/logs/kube-apiserver.log" || return 1
        complain "port $API_PORT was taken (try $try); another one"
        mv "$DIR/logs/kube-apiserver.log" "$DIR/logs/kube-apiserver.try-$try.log"
    done
    return 1
}

# The program's own word that it has the port: whoever else answers there does not count.
listening() { grep -q "Serving securely on .*:$2" "$3"; }

launch_api_server() {
    local pki=$DIR/pki
    launch kube-apiserver "$BIN/kube-apiserver" \
        --bind-address "$API_BIND" --secure-port "$API_PORT" --advertise-address "$API_HOST" --endpoint-reconciler-type none \
        --etcd-servers "unix://$ETCD" --cert-dir "$DIR/run" \
        --tls-cert-file "$pki/apiserver.crt" --tls-private-key-file "$pki/apiserver.key" --client-ca-file "$pki/ca.crt" \
        --kubelet-client-certificate "$pki/kubelet-client.crt" --kubelet-client-key "$pki/kubelet-client.key" \
        --kubelet-preferred-address-types InternalIP \
        --token-auth-file "$pki/tokens.csv" --authorization-mode Node,RBAC --enable-admission-plugins NodeRestriction \
        --service-account-issuer https://kubernetes.default.svc --service-account-key-file "$pki/service-accounts.key" \
        --service-account-signing-key-file "$pki/service-accounts.key" --service-cluster-ip-range 10.96.0.0/16 \
        --audit-policy-file "$TESTBED/manifests/audit-policy.yaml" --audit-log-path "$DIR/logs/audit.log" --audit-log-mode batch \
        --audit-log-batch-max-wait 100ms --max-requests-inflight 2000 --max-mutating-requests-inflight 1000 --profiling=false
}

# None elects a leader: there is one of each. The rates are for scenarios of a thousand nodes; so are the leases, renewed every 30 s (a
# quarter of their length), well within the 50 s after which a silent node is NotReady.
start_controllers() {
    launch kube-controller-manager "$BIN/kube-controller-manager" --kubeconfig "$DIR/run/controller-manager.kubeconfig" \
        --leader-elect=false --secure-port 0 --use-service-account-credentials --root-ca-file "$DIR/pki/ca.crt" \
        --service-account-private-key-file "$DIR/pki/service-accounts.key" --kube-api-qps 500 --kube-api-burst 1000
    launch kube-scheduler "$BIN/kube-scheduler" --kubeconfig "$DIR/run/scheduler.kubeconfig" \
        --leader-elect=false --secure-port 0 --kube-api-qps 500 --kube-api-burst 1000
    launch kwok "$BIN/kwok" --kubeconfig "$DIR/run/kwok.kubeconfig" --manage-nodes-with-annotation-selector kwok.x-k8s.io/node=fake \
        --node-lease-duration-seconds 120 --cidr 10.80.0.1/16 --node-ip 10.81.0.1 "${KWOK_CONFIG[@]}"
}
