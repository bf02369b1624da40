package io.jenkins.plugins.prepullgate.testbed.registry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Who is who: credentials, tokens, challenges. */
final class Tokens {
    private final Map<String, String> repositoryOf = new ConcurrentHashMap<>();

    /**
     * Whether the request may pull.
     *
     * @return null when it may, else the refusal
     */
    Answer refusal(Access access, String repository, Request request) {
        String shown = request.headers().getOrDefault("authorization", "");
        String realm = "Bearer realm=\"https://" + request.headers().get("host") + "/token\",service=\"registry.test\",scope=\"repository:"
                + repository + ":pull\"";
        boolean token = shown.startsWith("Bearer ") && repository.equals(repositoryOf.get(shown.substring(7)));
        return switch (access) {
            case OPEN -> null;
            case BASIC -> knows(shown) ? null : Answer.error(401).with("WWW-Authenticate", "Basic realm=\"registry.test\"");
            case ANONYMOUS, BEARER -> token ? null : Answer.error(401).with("WWW-Authenticate", realm);
            case DENIED -> Answer.error(401).with("WWW-Authenticate", token ? realm + ",error=\"insufficient_scope\"" : realm);
        };
    }

    /** A token for whoever may have one. */
    Answer issue(Access access, String repository, Request request) {
        if (!request.method().equals("GET")) {
            // Many registries know no OAuth 2 POST; clients then ask again with GET.
            return Answer.error(405, "UNSUPPORTED", "tokens are given on GET");
        }
        String shown = request.headers().getOrDefault("authorization", "");
        if (!shown.isEmpty() && !knows(shown) || shown.isEmpty() && access == Access.BEARER) {
            return Answer.error(401);
        }
        String token = UUID.randomUUID().toString();
        repositoryOf.put(token, repository);
        return Answer.json(200, "{\"token\":\"" + token + "\",\"access_token\":\"" + token + "\",\"expires_in\":300}");
    }

    /** Who the request says to be, for the log: never what proves it. */
    static String user(Request request) {
        String shown = request.headers().getOrDefault("authorization", "");
        if (shown.startsWith("Bearer ")) {
            return "token";
        }
        return shown.startsWith("Basic ") ? decoded(shown).split(":", 2)[0] : "";
    }

    private static boolean knows(String authorization) {
        return authorization.startsWith("Basic ") && decoded(authorization).equals(Access.USER + ":" + Access.PASSWORD);
    }

    private static String decoded(String basic) {
        try {
            return new String(Base64.getDecoder().decode(basic.substring(6)), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "unreadable";
        }
    }
}
