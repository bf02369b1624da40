package io.jenkins.plugins.prepullgate.standalone;

import io.jenkins.plugins.prepullgate.nodes.NodeRule;
import io.jenkins.plugins.prepullgate.rollout.FailFast;
import io.jenkins.plugins.prepullgate.rollout.PullerQuery;
import io.jenkins.plugins.prepullgate.standalone.drill.Scenario;
import io.jenkins.plugins.prepullgate.standalone.drill.Scenarios;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a shell offers for the value of an option, where there are few of them. */
abstract class Completions implements Iterable<String> {
    /** Made for every start of the command, and seldom asked. */
    private final Supplier<List<String>> words;

    private Completions(Supplier<List<String>> words) {
        this.words = words;
    }

    private static <E> List<String> names(E[] values, Function<E, String> name) {
        return Arrays.stream(values).map(name).toList();
    }

    @Override
    public Iterator<String> iterator() {
        return words.get().iterator();
    }

    static final class OfFailFast extends Completions {
        OfFailFast() {
            super(() -> names(FailFast.values(), FailFast::parameter));
        }
    }

    static final class OfPuller extends Completions {
        OfPuller() {
            super(() -> names(PullerQuery.Kind.values(), PullerQuery.Kind::parameter));
        }
    }

    static final class OfExpect extends Completions {
        OfExpect() {
            super(() -> names(NodeRule.values(), NodeRule::parameter));
        }
    }

    static final class OfOutput extends Completions {
        OfOutput() {
            super(() -> names(OutputOptions.Form.values(), OutputOptions.Form::parameter));
        }
    }

    static final class OfScenario extends Completions {
        OfScenario() {
            super(() -> Scenarios.builtIn().stream().map(Scenario::name).toList());
        }
    }
}
