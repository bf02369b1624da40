package io.jenkins.plugins.prepullgate.bench;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The objects of {@link CrowdApi} as JSON, with about everything that those of a cloud's cluster carry: it is what a client reads and drops that shows
 * what it keeps.
 */
final class CrowdObjects {
    /** As many as a kubelet lists. */
    private static final int IMAGES_ON_NODE = 50;
    /** As many as there are on all nodes. */
    private static final int IMAGES = 400;

    private static final int PULLED = 3;
    private static final String BEGUN = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(90).toString();
    private static final String AWAITED = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(5).toString();

    private CrowdObjects() {}

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    static String node(CrowdShape shape, int number) {
        String name = nodeName(number);
        String labels = IntStream.range(0, 10)
                .mapToObj(i -> String.format("'cloud.test/label-%d':'value-%d'", i, number % (i + 1)))
                .collect(Collectors.joining(","));
        String conditions = IntStream.range(0, 5)
                .mapToObj(i -> condition(CONDITIONS[i], i == 4 ? "True" : "False", REASONS[i], number))
                .collect(Collectors.joining(","));
        String images = IntStream.range(0, IMAGES_ON_NODE)
                .mapToObj(i -> image((number * 7 + i * 11) % IMAGES))
                .collect(Collectors.joining(","));
        return json(String.format(
                Locale.ROOT,
                "{'apiVersion':'v1','kind':'Node','metadata':{'name':'%1$s','uid':'%2$s','resourceVersion':'%3$d','creationTimestamp':'2026-01-26T18:00:00Z',"
                        + "'labels':{'kubernetes.io/hostname':'%1$s','kubernetes.io/os':'linux','kubernetes.io/arch':'amd64','topology.kubernetes.io/zone':'z-%4$d','cloud.test/pool':'%9$s',%5$s},"
                        + "'annotations':{'node.alpha.kubernetes.io/ttl':'0','csi.volume.kubernetes.io/nodeid':'{}'},'managedFields':[{'manager':'kubelet','operation':"
                        + "'Update','apiVersion':'v1','time':'%6$s','fieldsType':'FieldsV1','fieldsV1':{'f:metadata':{'f:labels':{'.':{},'f:kubernetes.io/hostname':{}}}}},"
                        + "{'manager':'cloud-controller','operation':'Update','apiVersion':'v1','time':'%6$s','fieldsType':'FieldsV1','fieldsV1':{'f:spec':{'f:taints':{}}}}]},"
                        + "'spec':{'podCIDR':'10.0.0.0/24','providerID':'cloud:///z/%1$s','taints':[{'key':'hub.jupyter.org/dedicated','value':'user','effect':'NoSchedule'}]},"
                        + "'status':{'capacity':{'cpu':'8','ephemeral-storage':'203056560Ki','memory':'32886096Ki','pods':'110'},'conditions':[%7$s],"
                        + "'addresses':[{'type':'InternalIP','address':'10.1.2.3'},{'type':'Hostname','address':'%1$s'}],"
                        + "'nodeInfo':{'architecture':'amd64','containerRuntimeVersion':'containerd://2.2.9','kubeletVersion':'v1.35.1','operatingSystem':'linux'},"
                        + "'images':[%8$s]}}",
                name, uid("0", number), number + 1, number % 3, labels, BEGUN, conditions, images, number < shape.pods() ? "user" : "core"));
    }

    private static final String[] CONDITIONS = {"MemoryPressure", "DiskPressure", "PIDPressure", "NetworkUnavailable", "Ready"};
    private static final String[] REASONS = {
        "KubeletHasSufficientMemory", "KubeletHasNoDiskPressure", "KubeletHasSufficientPID", "RouteCreated", "KubeletReady"
    };

    /** Nodes come one after the other. */
    private static String condition(String type, String status, String reason, int number) {
        Instant since = Instant.parse("2026-01-26T18:00:00Z").plusSeconds(number);
        return String.format(
                "{'type':'%s','status':'%s','reason':'%s','message':'kubelet says %s','lastHeartbeatTime':'%s','lastTransitionTime':'%s'}",
                type, status, reason, reason, BEGUN, since);
    }

    private static String image(int number) {
        return String.format("{'names':['registry.test/team/app-%1$d@sha256:%1$064x','registry.test/team/app-%1$d:v1'],'sizeBytes':%2$d}", number, 100_000_000 + number);
    }

    static String nodeName(int number) {
        return String.format("gke-hub-user-pool-%06x-%04d", number * 7919 % 0xffffff, number);
    }

    private static String uid(String kind, int number) {
        return String.format("%s0000000-0000-4000-8000-%012d", kind, number);
    }

    /** @param ready of its pods */
    static String daemonSet(CrowdShape shape, int rollout, int ready, long version) {
        String labels = labels(rollout);
        String images = IntStream.range(0, PULLED)
                .mapToObj(i -> String.format("{'name':'image-pull-%d','image':'%s','command':['/bin/sh','-c','echo']}", i, pulledImage(i)))
                .collect(Collectors.joining(","));
        return json(String.format(
                "{'apiVersion':'apps/v1','kind':'DaemonSet','metadata':{'name':'%s','namespace':'%s','uid':'%s','resourceVersion':'%d','generation':1,"
                        + "'creationTimestamp':'%s','labels':{%s},'annotations':{'helm.sh/hook':'pre-install,pre-upgrade'}},'spec':{'selector':{'matchLabels':{%s}},"
                        + "'updateStrategy':{'type':'RollingUpdate'},'template':{'metadata':{'labels':{%s}},'spec':{'tolerations':[{'operator':'Exists'}],%s"
                        + "'initContainers':[%s],'containers':[{'name':'pause','image':'registry.test/pause:3'}]}}},'status':{'observedGeneration':1,"
                        + "'desiredNumberScheduled':%d,'currentNumberScheduled':%d,'updatedNumberScheduled':%d,'numberReady':%d,'numberAvailable':%d,'numberMisscheduled':0}}",
                CrowdShape.puller(rollout), shape.namespace(rollout), uid("1", rollout), version, BEGUN, labels, labels, labels, selector(shape), images,
                shape.pods(), shape.pods(), shape.pods(), ready, ready));
    }

    /** As pullers do that run in one pool of nodes. */
    private static String selector(CrowdShape shape) {
        return shape.pods() == shape.nodes() ? "" : "'nodeSelector':{'cloud.test/pool':'user'},";
    }

    private static String labels(int rollout) {
        return String.format("'app':'jupyterhub','component':'hook-image-puller','release':'hub-%d'", rollout);
    }

    private static String pulledImage(int number) {
        return "registry.test/team/app-" + number + ":v1";
    }

    static String pod(CrowdShape shape, int rollout, int node, boolean ready, long version) {
        String images = IntStream.range(0, PULLED)
                .mapToObj(i -> container("image-pull-" + i, pulledImage(i), ready || i < PULLED - 1 ? ended(node) : "{'waiting':{'reason':'PodInitializing'}}"))
                .collect(Collectors.joining(","));
        String main = container("pause", "registry.test/pause:3", ready ? "{'running':{'startedAt':'" + AWAITED + "'}}" : "{'waiting':{'reason':'PodInitializing'}}");
        return json(String.format(
                "{'apiVersion':'v1','kind':'Pod','metadata':{'name':'%s','namespace':'%s','uid':'%s','resourceVersion':'%d','creationTimestamp':'%s','labels':{%s,"
                        + "'controller-revision-hash':'5d8b7c9f6','pod-template-generation':'1'},'ownerReferences':[{'apiVersion':'apps/v1','kind':'DaemonSet','name':'%s',"
                        + "'uid':'%s','controller':true}]},'spec':{'nodeName':'%s','containers':[{'name':'pause','image':'registry.test/pause:3'}]},'status':{'phase':'%s',"
                        + "'startTime':'%s','podIP':'10.2.3.4','conditions':[%s,%s,%s,%s],'initContainerStatuses':[%s],'containerStatuses':[%s]}}",
                podName(rollout, node), shape.namespace(rollout), podUid(shape, rollout, node), version, BEGUN, labels(rollout), CrowdShape.puller(rollout),
                uid("1", rollout), nodeName(node), ready ? "Running" : "Pending", BEGUN,
                podCondition("PodScheduled", true), podCondition("PodReadyToStartContainers", true), podCondition("Initialized", ready), podCondition("Ready", ready),
                images, main));
    }

    private static String podName(int rollout, int node) {
        return String.format("%s-%05d", CrowdShape.puller(rollout), node);
    }

    private static String podUid(CrowdShape shape, int rollout, int node) {
        return uid("2", rollout * shape.nodes() + node);
    }

    private static String podCondition(String type, boolean holds) {
        return String.format("{'type':'%s','status':'%s','lastTransitionTime':'%s'}", type, holds ? "True" : "False", AWAITED);
    }

    private static String container(String name, String image, String state) {
        return String.format(
                "{'name':'%s','image':'%s','imageID':'%s@sha256:%064x','ready':%b,'restartCount':0,'state':%s}", name, image, image, 0, !state.contains("waiting"), state);
    }

    /** Pulls take as long as they take: hardly two end in the same second. */
    private static String ended(int node) {
        String at = Instant.parse(BEGUN).plusSeconds(node % 80).toString();
        return "{'terminated':{'exitCode':0,'reason':'Completed','startedAt':'" + at + "','finishedAt':'" + at + "'}}";
    }

    static int events() {
        return 2 * PULLED;
    }

    /** What the kubelet tells of one pod's pulls, in order: of each image that its pull begins, and that it has ended. */
    static String event(CrowdShape shape, int rollout, int node, int number) {
        boolean begins = number % 2 == 0;
        String image = pulledImage(number / 2);
        String message = begins
                ? String.format("Pulling image \\'%s\\'", image)
                : String.format(Locale.ROOT, "Successfully pulled image \\'%s\\' in 40.%06ds (41.%06ds including waiting). Image size: %d bytes.", image, node, node, 100_000_000);
        String at = Instant.parse(BEGUN).plusSeconds(node % 80).toString();
        return json(String.format(
                "{'apiVersion':'v1','kind':'Event','metadata':{'name':'%1$s.%2$d','namespace':'%3$s','uid':'%4$s','resourceVersion':'%5$d','creationTimestamp':'%6$s'},"
                        + "'involvedObject':{'apiVersion':'v1','kind':'Pod','namespace':'%3$s','name':'%1$s','uid':'%7$s','fieldPath':'spec.initContainers{image-pull-%8$d}'},"
                        + "'type':'Normal','reason':'%9$s','message':'%10$s','count':1,'firstTimestamp':'%6$s','lastTimestamp':'%6$s','source':{'component':'kubelet',"
                        + "'host':'%11$s'},'reportingComponent':'kubelet','reportingInstance':'%11$s'}",
                podName(rollout, node), number, shape.namespace(rollout), uid("3", node * events() + number), node + 1, at, podUid(shape, rollout, node), number / 2,
                begins ? "Pulling" : "Pulled", message, nodeName(node)));
    }
}
