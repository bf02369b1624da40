package io.jenkins.plugins.prepullgate.cluster;

import java.util.regex.Pattern;

/** Names of Kubernetes objects, checked before a server is asked, so that a typo is found early. */
public final class ObjectNames {
    /** A DNS subdomain name, which every kind that is named here accepts. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");

    private ObjectNames() {}

    public static boolean valid(String text) {
        return NAME.matcher(text).matches();
    }

    /** The name itself. @throws IllegalArgumentException naming the parameter and the value, when it cannot be a name */
    public static String checked(String parameter, String text) {
        if (!valid(text)) {
            throw new IllegalArgumentException(
                    parameter + ": '" + text + "' is not a Kubernetes name (lower-case letters, digits, '-' and '.')");
        }
        return text;
    }
}
