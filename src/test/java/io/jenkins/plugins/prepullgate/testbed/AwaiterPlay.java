package io.jenkins.plugins.prepullgate.testbed;

/** What happens in the pod of z2jh's awaiter Job, which no kubelet of the test bed runs. */
public interface AwaiterPlay extends AutoCloseable {
    /** From now on awaiters do not reach the API server, as without cluster DNS. */
    void blind();

    /** The last words of the last awaiter; empty while there are none. */
    String said();

    /** What was said so far was about an earlier deploy. */
    void forget();

    @Override
    void close();
}
