package io.jenkins.plugins.prepullgate.standalone.documents;

import java.io.IOException;
import java.util.List;

/** The two ways to deploy, as {@code docs/HELM.md} prints them for a shell. */
public final class HelmScripts {
    private HelmScripts() {}

    /** A prepull, and helm after it. */
    public static String prepullFirst() throws IOException {
        return only("helm template hub ", "helm upgrade hub ");
    }

    /** helm, and a guard beside it. */
    public static String guard() throws IOException {
        return only("prepull-gate wait ", "helm upgrade hub ");
    }

    private static String only(String start, String helm) throws IOException {
        List<String> found = Documents.blocks(Documents.root().resolve("docs/HELM.md")).stream()
                .map(block -> String.join("\n", block.lines()) + "\n")
                .filter(text -> text.startsWith(start) && text.contains("\n" + helm))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError("docs/HELM.md has " + found.size() + " scripts that begin with '" + start + "' and run '" + helm + "'");
        }
        return found.get(0);
    }
}
