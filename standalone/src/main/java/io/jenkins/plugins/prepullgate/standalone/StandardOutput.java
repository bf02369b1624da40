package io.jenkins.plugins.prepullgate.standalone;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Optional;

/** Stdout, which remembers why it could not be written: a PrintWriter above it only knows that it could not. */
final class StandardOutput extends FileOutputStream {
    /** What the system says of a reader who has had enough, such as head, and of a stdout that the caller has closed: both as they wish. */
    private static final String[] WISHED = {"Broken pipe", "Bad file descriptor"};

    private volatile IOException fault;

    StandardOutput() {
        super(FileDescriptor.out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            super.write(bytes, offset, length);
        } catch (IOException e) {
            fault = e;
            throw e;
        }
    }

    /** Why something is missing that a reader expects, such as a full disk; empty when nothing is, or nobody reads. */
    Optional<String> loss() {
        IOException last = fault;
        if (last == null) {
            return Optional.empty();
        }
        String why = String.valueOf(last.getMessage());
        for (String wished : WISHED) {
            if (why.contains(wished)) {
                return Optional.empty();
            }
        }
        return Optional.of(why);
    }
}
