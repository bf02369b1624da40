package io.jenkins.plugins.prepullgate.testbed.registry;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The pulling half of the OCI distribution API, and what is to go wrong with it. */
final class Api {
    private static final Pattern PULL = Pattern.compile("/v2/(.+)/(manifests|blobs)/([^/]+)");
    private static final Pattern SCOPE = Pattern.compile("[?&]scope=repository%3A(.+?)%3Apull", Pattern.CASE_INSENSITIVE);
    private static final String PORTAL = "<!DOCTYPE html><html><body><h1>Please sign in to use this network</h1></body></html>";

    private final Repositories repositories;
    private final Tokens tokens = new Tokens();
    private final InstantSource clock;

    Api(Repositories repositories, InstantSource clock) {
        this.repositories = repositories;
        this.clock = clock;
    }

    /** @param host the name that the client connected to */
    Answer answer(String host, Request request) {
        try {
            return request.path().equals("/token") ? token(host, request) : pull(host, request);
        } catch (IllegalArgumentException e) {
            return Answer.error(400, "NAME_INVALID", "the path's words make no sense: " + e.getMessage());
        }
    }

    private Answer pull(String host, Request request) {
        Matcher path = PULL.matcher(request.path());
        if (request.path().equals("/v2/")) {
            return Answer.json(200, "{}");
        }
        if (!path.matches() || !request.method().matches("GET|HEAD")) {
            return Answer.error(404, "UNSUPPORTED", "this registry only serves pulls");
        }
        Repositories.Repository repository = repositories.get(path.group(1), clock.instant());
        boolean manifest = path.group(2).equals("manifests");
        String reference = path.group(3);
        Content config = manifest ? null : repository.config(reference);
        Place place = manifest ? (request.method().equals("HEAD") ? Place.HEAD : Place.GET) : config != null ? Place.CONFIG : Place.LAYER;
        List<Fault> faults = faults(repository, place, host);
        Answer instead = ordered(faults, request);
        Answer refusal = tokens.refusal(repository.scenario().access(), path.group(1), request);
        Answer answer;
        if (instead != null) {
            answer = instead;
        } else if (refusal != null) {
            answer = refusal;
        } else {
            Content content = manifest ? repository.manifest(reference) : config != null ? config : repository.layer(reference);
            answer = content == null ? Answer.error(404) : found(content, faults);
        }
        return answer.to(path.group(1), place, faults);
    }

    private Answer token(String host, Request request) {
        Matcher scope = SCOPE.matcher(request.target().replace(":", "%3A"));
        if (!scope.find()) {
            return Answer.error(400, "UNSUPPORTED", "a token for which repository?");
        }
        String name = URLDecoder.decode(scope.group(1), StandardCharsets.UTF_8);
        Repositories.Repository repository = repositories.get(name, clock.instant());
        List<Fault> faults = faults(repository, Place.TOKEN, host);
        Answer instead = ordered(faults, request);
        return (instead != null ? instead : tokens.issue(repository.scenario().access(), name, request)).to(name, Place.TOKEN, faults);
    }

    private List<Fault> faults(Repositories.Repository repository, Place place, String host) {
        Instant now = clock.instant();
        int earlier = repository.count(place);
        List<Fault> befalling = new ArrayList<>();
        for (Fault.Planned planned : repository.scenario().faults()) {
            // Where a redirect leads, it has been followed.
            boolean arrived = planned.fault() instanceof Fault.Redirect to && to.host().equals(host);
            if (!arrived && planned.befalls(place, repository.first(), now, earlier)) {
                befalling.add(planned.fault());
            }
        }
        return befalling;
    }

    /** An answer that is sent instead of the right one; null when none is ordered. */
    private static Answer ordered(List<Fault> faults, Request request) {
        for (Fault fault : faults) {
            if (fault instanceof Fault.Status status) {
                return Answer.error(status.code());
            }
            if (fault instanceof Fault.Portal) {
                return Answer.of(200, Content.of("text/html", PORTAL.getBytes(StandardCharsets.US_ASCII)));
            }
            if (fault instanceof Fault.Redirect to) {
                return Answer.json(307, "{}").with("Location", "https://" + to.host() + request.target());
            }
        }
        return null;
    }

    private static Answer found(Content content, List<Fault> faults) {
        Answer answer = Answer.of(200, content).with("Docker-Content-Digest", content.digest()).with("Accept-Ranges", "bytes");
        for (Fault fault : faults) {
            if (fault instanceof Fault.Type type) {
                answer = answer.with("Content-Type", type.value());
            }
        }
        return answer;
    }
}
