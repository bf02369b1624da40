package io.jenkins.plugins.prepullgate.standalone;

/** The command was called in a way that cannot be carried out; the message is one line that names the option and its value. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
