{{- /* z2jh: templates/_helpers-names.tpl */}}
{{- define "jupyterhub.dash" -}}
{{- $name := .Values.nameOverride | default .Chart.Name }}
{{- if kindIs "string" .Values.fullnameOverride }}
{{- if .Values.fullnameOverride }}{{ .Values.fullnameOverride }}-{{ end }}
{{- else if contains $name .Release.Name }}{{ .Release.Name }}-
{{- else }}{{ .Release.Name }}-{{ $name }}-
{{- end }}
{{- end }}

{{- define "jupyterhub.matchLabels" -}}
component: {{ .component }}
app: {{ .root.Values.nameOverride | default .root.Chart.Name }}
release: {{ .root.Release.Name }}
{{- end }}

{{- define "jupyterhub.labels" -}}
{{ include "jupyterhub.matchLabels" . }}
chart: {{ .root.Chart.Name }}-{{ .root.Chart.Version }}
heritage: {{ .root.Release.Service }}
app.kubernetes.io/component: {{ .component }}
app.kubernetes.io/name: {{ .root.Values.nameOverride | default .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ .root.Chart.Name }}-{{ .root.Chart.Version }}
{{- end }}

{{- define "jupyterhub.hook" -}}
helm.sh/hook: pre-install,pre-upgrade
helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
helm.sh/hook-weight: {{ . | quote }}
{{- end }}

{{- define "jupyterhub.pullerSpec" -}}
selector:
  matchLabels:
    {{- include "jupyterhub.matchLabels" . | nindent 4 }}
updateStrategy:
  type: RollingUpdate
  rollingUpdate:
    maxUnavailable: 100%
template:
  metadata:
    labels:
      {{- include "jupyterhub.matchLabels" . | nindent 6 }}
    {{- with .root.Values.prePuller.annotations }}
    annotations:
      {{- toYaml . | nindent 6 }}
    {{- end }}
  spec:
    terminationGracePeriodSeconds: 0
    automountServiceAccountToken: false
    {{- with .root.Values.singleuser.nodeSelector }}
    nodeSelector:
      {{- toYaml . | nindent 6 }}
    {{- end }}
    tolerations:
    - {key: hub.jupyter.org/dedicated, operator: Equal, value: user, effect: NoSchedule}
    - {key: hub.jupyter.org_dedicated, operator: Equal, value: user, effect: NoSchedule}
    {{- with .root.Values.imagePullSecrets }}
    imagePullSecrets:
      {{- toYaml . | nindent 6 }}
    {{- end }}
    initContainers:
    {{- range $i, $image := .root.Values.images }}
    - name: image-pull-singleuser{{ if $i }}-profilelist-{{ $i }}{{ end }}
      image: {{ $image | quote }}
      command: [/bin/sh, -c, echo "Pulling complete"]
      {{- with $.root.Values.prePuller.resources }}
      resources:
        {{- toYaml . | nindent 8 }}
      {{- end }}
    {{- end }}
    containers:
    - name: pause
      image: registry.k8s.io/pause:3.10
      {{- with .root.Values.prePuller.resources }}
      resources:
        {{- toYaml . | nindent 8 }}
      {{- end }}
{{- end }}

{{- /* z2jh: templates/image-puller/_helpers-daemonset.tpl. Of what is pulled, and where; the nodes that are there are not in it. */}}
{{- define "jupyterhub.checksum" -}}
{{- include "jupyterhub.pullerSpec" (dict "root" . "component" "hook-image-puller") | sha256sum }}
{{- end }}

{{- /* "true" when the hook is to run. Without a cluster, as in `helm template`, lookup finds nothing, and it always is. */}}
{{- define "jupyterhub.hookRuns" -}}
{{- if .Values.prePuller.hook.enabled }}
{{- $map := lookup "v1" "ConfigMap" .Release.Namespace (print (include "jupyterhub.dash" .) "hub") | default (dict "data" (dict)) }}
{{- $old := index $map.data "checksum_hook-image-puller" | default "" }}
{{- if or (not .Values.prePuller.hook.pullOnlyOnChanges) (ne $old (include "jupyterhub.checksum" .)) }}true{{ end }}
{{- end }}
{{- end }}
