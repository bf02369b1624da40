package io.jenkins.plugins.prepullgate.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;

/**
 * The library looks for its parts through the thread's context class loader. In Jenkins that belongs to somebody else, so for a while we replace it
 * with the library's own.
 */
final class Loaders {
    private Loaders() {}

    /** Runs with the library's class loader in the thread's context. */
    static <T> T inLibrary(ThrowingSupplier<T> work) throws ConnectionException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(library());
        try {
            return work.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    static ClassLoader library() {
        return KubernetesClient.class.getClassLoader();
    }

    /** A supplier that may fail to connect. */
    @FunctionalInterface
    interface ThrowingSupplier<T> {
        T get() throws ConnectionException;
    }
}
