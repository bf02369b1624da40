package io.jenkins.plugins.prepullgate.cluster;

import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.prepullgate.cluster.ConnectionException.Kind;
import io.jenkins.plugins.prepullgate.rollout.PullerGeneration;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Our own pullers in a cluster. Besides what a wait needs, this needs {@code create}, {@code patch} and {@code delete} on DaemonSets of the
 * namespace. It tells, a line at a time, what it does and finds.
 */
public final class OwnPullers {
    static final String MANAGER = "prepull-gate";

    private static final String PATH = "/apis/apps/v1/namespaces/%s/daemonsets/%s";

    private final ClusterClient client;
    private final Consumer<String> tell;

    public OwnPullers(ClusterClient client, Consumer<String> tell) {
        this.client = client;
        this.tell = tell;
    }

    /**
     * What there is to know before anything is changed: whether the puller fits the namespace, and where its images are already.
     *
     * @return the puller, perhaps without its service account
     * @throws ConnectionException when the cluster cannot be asked
     */
    public OwnPuller look(OwnPuller wanted) throws ConnectionException {
        OwnPuller puller = fitted(wanted);
        tell.accept(puller.description());
        presence(puller);
        return puller;
    }

    /**
     * Says what {@link #apply} would remove first.
     *
     * @throws ConnectionException when the cluster cannot be asked
     */
    public void lookForLeftovers(OwnPuller puller, Instant now, Predicate<PullerOwner> ended) throws ConnectionException {
        Instant dated = client.theirs(now);
        for (LeftPuller left : stale(puller, dated, ended)) {
            String which = "DaemonSet " + puller.mark().namespace() + "/" + left.name();
            tell.accept(which + " is left over and would be removed: " + left.stale(dated, ended));
        }
    }

    /**
     * Removes what is left over in the namespace, and applies the puller; the same one again changes nothing.
     *
     * @param ended whether an owner is known to be gone
     * @throws ConnectionException when it cannot be applied; nothing is left then
     */
    public void apply(OwnPuller puller, Instant now, Predicate<PullerOwner> ended) throws ConnectionException {
        // A clock that is ahead must not remove what others still use.
        Instant dated = client.theirs(now);
        for (LeftPuller left : stale(puller, dated, ended)) {
            sweep(puller.mark().namespace(), left, left.stale(dated, ended));
        }
        try {
            client.call(() -> client.fabric8().resource(puller.daemonSet()).fieldManager(MANAGER).forceConflicts().serverSideApply());
        } catch (ConnectionException e) {
            if (e.passing()) {
                // Only the answer is lost, so the object may exist.
                remove(puller.mark());
            }
            throw e.kind() == Kind.FORBIDDEN && e.getMessage().contains(" cannot ") ? withRights(e) : e;
        }
        String until = puller.mark().keep() ? "kept" : "removed at the end, at the latest after " + puller.mark().expires();
        tell.accept("applied " + puller.mark().ref() + " for " + puller.mark().owner().words() + "; " + until);
    }

    private static ConnectionException withRights(ConnectionException e) {
        return new ConnectionException(
                e.kind(), e.getMessage() + "; a prepull needs list, watch, create, patch and delete on daemonsets of group apps there", e);
    }

    /** Removes the puller with its pods, unless it is to be kept. Never fails, but says what is left and how it can be removed. */
    public void remove(PullerMark mark) {
        String byHand = "kubectl delete daemonset " + mark.name() + " -n " + mark.namespace();
        if (mark.keep()) {
            tell.accept("kept " + mark.ref() + "; remove it with: " + byHand);
            return;
        }
        try {
            boolean there = delete(mark.namespace(), mark.name(), null);
            tell.accept(there ? "removed " + mark.ref() : mark.ref() + " is gone already");
        } catch (ConnectionException e) {
            tell.accept(mark.ref() + " could not be removed: " + e.getMessage() + "; the next prepull in the namespace removes it, or: " + byHand);
        }
    }

    /** The puller without its service account, if that would exist only while helm runs its hooks. */
    private OwnPuller fitted(OwnPuller puller) throws ConnectionException {
        String account = puller.rendered() == null ? "" : puller.facts().template().serviceAccount();
        if (account.isEmpty() || account.equals("default")) {
            return puller;
        }
        String namespace = puller.mark().namespace();
        try {
            boolean there = client.call(() -> client.fabric8().serviceAccounts().inNamespace(namespace).withName(account).get() != null);
            String why = "it does not exist in namespace " + namespace + "; pull secrets that helm would give it are not used";
            return there ? puller : puller.withoutAccount(why);
        } catch (ConnectionException e) {
            if (e.kind() != Kind.FORBIDDEN) {
                throw e;
            }
            return puller.rendered().accountOfHookOnly() ? puller.withoutAccount("it exists only while helm runs the chart's hooks") : puller;
        }
    }

    private List<LeftPuller> stale(OwnPuller puller, Instant now, Predicate<PullerOwner> ended) throws ConnectionException {
        KubernetesClient fabric8 = client.fabric8();
        Selection ours = Selection.labelled(Map.of(PullerGeneration.MANAGED_BY, PullerGeneration.OURSELVES));
        return client.call(() -> {
            List<LeftPuller> stale = new ArrayList<>();
            new Pages<DaemonSet>(fabric8.apps().daemonSets().inNamespace(puller.mark().namespace()), ours)
                    .forEach(set -> DaemonSetMapping.facts(set)
                            .filter(facts -> !facts.name().equals(puller.mark().name()) && facts.deletedAt() == null)
                            .map(LeftPuller::of)
                            .filter(left -> left.stale(now, ended) != null)
                            .ifPresent(stale::add));
            return stale;
        });
    }

    /** Removes one that is left over. If that fails it is only reported: the prepull goes on. */
    private void sweep(String namespace, LeftPuller left, String why) {
        try {
            if (delete(namespace, left.name(), left.uid())) {
                tell.accept("removed DaemonSet " + namespace + "/" + left.name() + ", which was left over: " + why);
            }
        } catch (ConnectionException e) {
            tell.accept("DaemonSet " + namespace + "/" + left.name() + ", which is left over, could not be removed: " + e.getMessage());
        }
    }

    /**
     * Deletes a DaemonSet; its pods follow at once.
     *
     * @param uid only that object; null for whatever has the name
     * @return whether it was there
     */
    private boolean delete(String namespace, String name, String uid) throws ConnectionException {
        DeleteOptionsBuilder options = new DeleteOptionsBuilder().withApiVersion("v1").withKind("DeleteOptions").withPropagationPolicy("Background");
        DeleteOptions body = uid == null ? options.build() : options.withNewPreconditions().withUid(uid).endPreconditions().build();
        try {
            client.call(() -> client.fabric8().raw(String.format(PATH, namespace, name), "DELETE", body));
            return true;
        } catch (ConnectionException e) {
            int code = Failures.code(e);
            if (code == HttpURLConnection.HTTP_NOT_FOUND || code == HttpURLConnection.HTTP_CONFLICT) {
                return false;
            }
            throw e;
        }
    }

    /** Says where the images are already, as far as nodes tell. */
    private void presence(OwnPuller puller) throws ConnectionException {
        try {
            ImagesOnNodes.read(client, puller.facts().template().placement()).tell(puller.images(), tell);
        } catch (ConnectionException e) {
            if (e.kind() != Kind.FORBIDDEN) {
                throw e;
            }
            tell.accept("nodes may not be read, so it is not known where the images are already");
        }
    }
}
