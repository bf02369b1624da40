package io.jenkins.plugins.prepullgate.standalone.drill;

/** What can happen in a scenario. */
enum Action {
    /** The image that these nodes are pulling is complete; the next one begins. */
    PULLED("pulled", Text.NONE),
    /** These nodes have all images. */
    DONE("done", Text.NONE),
    /** Pulls fail with the text, again and again at the kubelet's pace, until the image is pulled. */
    FAILING("failing", Text.NEEDED),
    /** No pod may be created, with the API server's text. */
    REFUSED("refused", Text.ITSELF),
    /** From now on pods may be created again. */
    ALLOWED("allowed", Text.ITSELF),
    /** The scheduler finds no room on these nodes, with its text. */
    UNSCHEDULABLE("unschedulable", Text.NEEDED),
    /** The kubelet evicts the pod, with its text; the controller makes another. */
    EVICTED("evicted", Text.NEEDED),
    CORDONED("cordoned", Text.NONE),
    UNCORDONED("uncordoned", Text.NONE),
    /** The text is the taint. */
    TAINTED("tainted", Text.NEEDED),
    /** The text is the taint's key. */
    UNTAINTED("untainted", Text.NEEDED),
    /** These nodes stop answering. */
    SILENT("silent", Text.NONE),
    /** They answer again. */
    ANSWERING("answering", Text.NONE),
    /** Their objects are deleted. */
    REMOVED("removed", Text.NONE);

    /** Where a scenario has an action's text. */
    enum Text {
        NONE,
        /** Under the key {@code text}. */
        NEEDED,
        /** The action's own value, which names no nodes. */
        ITSELF
    }

    final String word;
    final Text text;

    Action(String word, Text text) {
        this.word = word;
        this.text = text;
    }
}
