package io.jenkins.plugins.prepullgate.steps;

import static org.assertj.core.api.Assertions.catchThrowable;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import hudson.EnvVars;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.StreamTaskListener;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** A build as a step sees it: a log, a run that keeps its actions, what a test puts around it, and the end of the step. */
final class FakeContext extends StepContext {
    private static final long serialVersionUID = 1L;
    private static final Map<Integer, FakeContext> ALL = new ConcurrentHashMap<>();
    private static final AtomicInteger COUNT = new AtomicInteger();
    /** How long a step may take to end, on a busy machine too. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final int id = COUNT.incrementAndGet();
    private final transient ByteArrayOutputStream text = new ByteArrayOutputStream();
    private final transient TaskListener listener = new StreamTaskListener(text, StandardCharsets.UTF_8);
    private final transient Run<?, ?> run = mock(Run.class);
    private final transient List<PrepullAction> actions = new CopyOnWriteArrayList<>();
    /** What else is around the step, such as a workspace; an exception is thrown instead of given. */
    final transient Map<Class<?>, Object> around = new ConcurrentHashMap<>();
    final transient AtomicInteger ends = new AtomicInteger();
    final transient CompletableFuture<Object> end = new CompletableFuture<>();

    FakeContext() {
        ALL.put(id, this);
        when(run.isBuilding()).thenReturn(true);
        when(run.getExternalizableId()).thenReturn("folder/deploy#" + id);
        when(run.getAction(PrepullAction.class)).thenAnswer(call -> actions.isEmpty() ? null : actions.get(0));
        doAnswer(call -> actions.add(call.getArgument(0))).when(run).addAction(any(PrepullAction.class));
    }

    private Object readResolve() {
        return ALL.get(id);
    }

    /** What a restart makes of a step: everything that is not saved is gone. */
    static StepExecution restarted(StepExecution execution) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(saved)) {
            out.writeObject(execution);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(saved.toByteArray()))) {
            return (StepExecution) in.readObject();
        }
    }

    /** What the step has returned, once it has. */
    Outcome outcome() throws Exception {
        return (Outcome) end.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
    }

    /** How the step has failed, once it has. */
    Throwable failure() {
        return catchThrowable(() -> end.get(LONGEST.toSeconds(), TimeUnit.SECONDS)).getCause();
    }

    String log() {
        return text.toString(StandardCharsets.UTF_8);
    }

    /** The build ends without a word to its steps. */
    void killed() {
        when(run.isBuilding()).thenReturn(false);
    }

    /** What the build's environment has from the steps. */
    Map<String, String> environment() {
        EnvVars variables = new EnvVars();
        actions.forEach(action -> action.buildEnvironment(run, variables));
        return variables;
    }

    @Override
    public <T> T get(Class<T> key) throws IOException {
        Object known = key == Run.class ? run : key == TaskListener.class ? listener : around.get(key);
        if (known instanceof IOException e) {
            throw e;
        }
        return key.cast(known);
    }

    @Override
    public void onSuccess(Object result) {
        ends.incrementAndGet();
        end.complete(result);
    }

    @Override
    public void onFailure(Throwable cause) {
        ends.incrementAndGet();
        end.completeExceptionally(cause);
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public ListenableFuture<Void> saveState() {
        return Futures.immediateFuture(null);
    }

    @Override
    public void setResult(Result result) {
        throw new UnsupportedOperationException("steps fail, and leave the result to Pipeline");
    }

    @Override
    public BodyInvoker newBodyInvoker() {
        throw new IllegalStateException("no body");
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return id;
    }
}
