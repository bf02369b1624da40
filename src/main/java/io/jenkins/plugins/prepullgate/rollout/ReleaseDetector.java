package io.jenkins.plugins.prepullgate.rollout;

import io.jenkins.plugins.prepullgate.findings.FindingCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The state of helm's release. While helm works it is {@code pending-…}, which says nothing by itself: a helm that was killed leaves it so too. A
 * wait for an upcoming puller begins before its helm, so what is pending then is somebody else's, and makes this helm be refused within half a
 * second; what becomes of the revision after that is this helm's own doing. Source: helm {@code pkg/action/upgrade.go}, {@code errPending}.
 */
final class ReleaseDetector implements Detector {
    @Override
    public void look(Scene scene, Rows rows, Consumer<Symptom> report) {
        boolean done = scene.puller != null && !rows.isEmpty() && rows.missing().isEmpty();
        if (!done) {
            of(scene).ifPresent(release -> state(scene, release, report));
        }
    }

    /** The release that the puller belongs to; without a name and a puller, the only one there is. */
    static Optional<ReleaseFacts> of(Scene scene) {
        List<ReleaseFacts> all = scene.view.releases();
        String name = name(scene);
        if (name.isEmpty()) {
            return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
        }
        return all.stream().filter(release -> release.name().equals(name)).findFirst();
    }

    private static String name(Scene scene) {
        String asked = scene.view.query().release();
        return !asked.isEmpty() || scene.puller == null ? asked : scene.puller.release();
    }

    /** The revision that the awaited helm has made or will make; 0 when nobody awaits one, or when it is not known. */
    static int awaited(Scene scene, ReleaseFacts release) {
        return scene.view.query().upcoming() ? scene.memory.atStart().upcoming(release.name()) : 0;
    }

    /** Whether the awaited helm is done, and has started no puller. */
    static boolean deployedWithoutPuller(Scene scene, ReleaseFacts release) {
        return scene.puller == null
                && scene.memory.pullerUid().isEmpty()
                && release.deployed()
                && release.revision() == awaited(scene, release);
    }

    /** Whether the awaited helm is done although its puller was not. Its awaiter counts pods, and passes with none at all. */
    static boolean deployedAllTheSame(Scene scene) {
        return of(scene).filter(release -> scene.puller == null
                        && !scene.memory.pullerUid().isEmpty()
                        && release.deployed()
                        && release.revision() == awaited(scene, release))
                .isPresent();
    }

    /** Whether the awaited helm cannot begin. */
    static boolean refused(Scene scene) {
        return of(scene).filter(release -> release.pending()
                        && release.revision() < awaited(scene, release)
                        && scene.memory.atStart().busy().contains(release.name()))
                .isPresent();
    }

    private static void state(Scene scene, ReleaseFacts release, Consumer<Symptom> report) {
        int awaited = awaited(scene, release);
        if (scene.view.query().upcoming() && awaited == 0) {
            return;
        }
        String revision = release.words();
        boolean earlier = release.revision() < awaited;
        if (deployedAllTheSame(scene)) {
            int counted = scene.memory.everEligible().size();
            report.accept(symptom(FindingCode.AWAITER_FALSE_SUCCESS, scene, release, release.modifiedAt(),
                    "the chart's awaiter passed and helm has deployed "
                    + revision + " although " + (counted == 0 ? "no node was counted" : "only " + scene.memory.everReady().size() + " of " + counted
                    + " nodes had every image") + " when the puller was deleted").deciding());
        } else if (refused(scene)) {
            report.accept(symptom(FindingCode.HELM_OPERATION_IN_PROGRESS, scene, release, release.createdAt(), revision + " was " + release.status()
                    + " before this wait began: helm refuses every other change until that ends"));
        } else if (awaited > 0 && release.revision() > awaited) {
            report.accept(symptom(FindingCode.HELM_FAILED, scene, release, release.createdAt(),
                    "helm gave up on revision " + awaited + " of release " + release.name()
                    + " and went on to revision " + release.revision()));
        } else if (awaited > 0 && !earlier && release.failed()) {
            report.accept(symptom(FindingCode.HELM_FAILED, scene, release, release.modifiedAt(),
                    "helm gave up before every node had its images: " + revision
                    + " has failed"));
        } else if (!earlier && (release.pending() || release.failed())) {
            report.accept(symptom(FindingCode.HELM_RELEASE_STATE, scene, release, release.modifiedAt(), revision + " is " + release.status()
                    + (release.good() == 0 ? ", and none was deployed before" : "; revision " + release.good() + " is the one to go back to")));
        }
    }

    private static Symptom symptom(FindingCode code, Scene scene, ReleaseFacts release, Instant since, String headline) {
        return Symptom.ofRollout(code, headline, release.ref(scene.view.query().namespace()), "metadata.labels[status]", release.status()).at(since);
    }
}
