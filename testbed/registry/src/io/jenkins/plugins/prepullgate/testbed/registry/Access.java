package io.jenkins.plugins.prepullgate.testbed.registry;

/** Who may pull. Where credentials are asked for, they are {@value #USER} and {@value #PASSWORD}. */
enum Access {
    /** Everybody, without asking. */
    OPEN,
    /** Everybody, with a token that everybody gets: how public images of Docker Hub are pulled. */
    ANONYMOUS,
    /** Whoever sends the credentials with each request. */
    BASIC,
    /** Whoever gets a token for the credentials; nobody else gets one. */
    BEARER,
    /** Nobody, though everybody gets a token: how Docker Hub hides private and missing repositories. */
    DENIED;

    static final String USER = "puller";
    static final String PASSWORD = "secret";
}
