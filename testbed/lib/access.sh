# Who may talk to the API server: tokens and kubeconfigs. Sourced by the supervisor; needs DIR.

# new_token USER GROUP: makes a static token, known to the API server when it starts, and prints it.
new_token() {
    local token
    token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    printf '%s,%s,%s,"%s"\n' "$token" "$1" "$1" "$2" >>"$DIR/pki/tokens.csv"
    printf '%s' "$token"
}

# write_kubeconfig FILE SERVER USER TOKEN NAMESPACE: self-contained, readable by its owner only.
write_kubeconfig() {
    (
        umask 077
        cat >"$1.new" <<END
apiVersion: v1
kind: Config
current-context: testbed
clusters:
- name: testbed
  cluster:
    server: $2
    certificate-authority-data: $(base64 -w0 "$DIR/pki/ca.crt")
users:
- name: $3
  user:
    token: $4
contexts:
- name: testbed
  context:
    cluster: testbed
    user: $3
    namespace: $5
END
        mv "$1.new" "$1"
    )
}
