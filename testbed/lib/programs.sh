# Which programs the test bed builds, from which Go modules, with which flags. Sourced.
# An entry: name of the folder under go/, build tags, linker variables, then PROGRAM=PACKAGE...
# shellcheck disable=SC2034

KUBERNETES_VERSION=v1.35.4
KWOK_VERSION=0.7.0
HELM_VERSION=v3.20.2
HELM4_VERSION=v4.3.1

# Clients and kwok ask a server and the programs for their versions; built from a module, they would not know theirs.
KUBERNETES=(
    kubernetes ""
    "-X k8s.io/component-base/version.gitVersion=$KUBERNETES_VERSION
     -X k8s.io/component-base/version.gitMajor=1
     -X k8s.io/component-base/version.gitMinor=35
     -X k8s.io/component-base/version.gitTreeState=clean
     -X k8s.io/client-go/pkg/version.gitVersion=$KUBERNETES_VERSION"
    etcd=go.etcd.io/etcd/server/v3
    kube-apiserver=k8s.io/kubernetes/cmd/kube-apiserver
    kube-controller-manager=k8s.io/kubernetes/cmd/kube-controller-manager
    kube-scheduler=k8s.io/kubernetes/cmd/kube-scheduler
    kubectl=k8s.io/kubernetes/cmd/kubectl
    kubelet=k8s.io/kubernetes/cmd/kubelet
)

KWOK=(
    kwok ""
    "-X sigs.k8s.io/kwok/pkg/consts.Version=$KWOK_VERSION"
    kwok=sigs.k8s.io/kwok/cmd/kwok
)

HELM=(
    helm ""
    "-X helm.sh/helm/v3/internal/version.version=$HELM_VERSION"
    helm=helm.sh/helm/v3/cmd/helm
)

# Only to be measured beside.
HELM4=(
    helm4 ""
    "-X helm.sh/helm/v4/internal/version.version=$HELM4_VERSION"
    helm4=helm.sh/helm/v4/cmd/helm
)

KUBEDOG=(
    kubedog ""
    ""
    kubedog=github.com/werf/kubedog/cmd/kubedog
)
