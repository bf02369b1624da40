# The cluster's keys: one authority, the API server's certificate, its client certificate for kubelets, the key of service accounts.
# Sourced by the supervisor; needs DIR, API_HOST, EXTRA_NAMES. Elliptic curves, because RSA keys take seconds to find.

make_pki() {
    local names="DNS:localhost,DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,IP:127.0.0.1,IP:10.96.0.1" name
    for name in "$API_HOST" "${EXTRA_NAMES[@]}"; do
        if [[ $name =~ ^[0-9.]+$|: ]]; then names+=",IP:$name"; else names+=",DNS:$name"; fi
    done
    mkdir -p "$DIR/pki"
    (
        cd "$DIR/pki"
        umask 077
        new_key ca
        openssl req -x509 -new -key ca.key -days 3650 -subj "/CN=prepull-gate-testbed" -out ca.crt
        signed apiserver "/CN=kube-apiserver" "subjectAltName=$names"
        signed kubelet-client "/O=system:masters/CN=kube-apiserver-kubelet-client" "extendedKeyUsage=clientAuth"
        new_key service-accounts
    ) 2>"$DIR/logs/pki.log"
}

new_key() {
    openssl ecparam -name prime256v1 -genkey -noout -out "$1.key"
}

# signed NAME SUBJECT EXTENSION
signed() {
    new_key "$1"
    openssl req -new -key "$1.key" -subj "$2" -out "$1.csr"
    openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -days 3650 -extfile <(echo "$3") -out "$1.crt"
    rm "$1.csr"
}
