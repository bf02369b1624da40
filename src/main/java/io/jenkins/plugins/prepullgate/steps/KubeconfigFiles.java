package io.jenkins.plugins.prepullgate.steps;

import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jenkins.MasterToSlaveFileCallable;

/**
 * Reads kubeconfigs where they are, on the agent and with its rights, as {@code readFile} does. What they hold is judged on the controller: here they
 * are text.
 */
final class KubeconfigFiles extends MasterToSlaveFileCallable<ArrayList<String>> {
    private static final long serialVersionUID = 1L;
    /** Bytes of each file; real ones have a few thousand. */
    static final int LIMIT = 1 << 20;

    private final String paths;
    private final boolean several;

    private KubeconfigFiles(String paths, boolean several) {
        this.paths = paths;
        this.several = several;
    }

    /** One file, which must be there. */
    static KubeconfigFiles one(String path) {
        return new KubeconfigFiles(path, false);
    }

    /** What the variable {@code KUBECONFIG} names, between the agent's path separators; what is not there is left out, as kubectl does. */
    static KubeconfigFiles several(String variable) {
        return new KubeconfigFiles(variable, true);
    }

    /**
     * @param folder what paths are relative to
     * @return the texts of those that are there, in order
     * @throws IOException with one sentence that names the file
     */
    @Override
    public ArrayList<String> invoke(File folder, VirtualChannel channel) throws IOException {
        ArrayList<String> texts = new ArrayList<>();
        for (String path : several ? List.of(paths.split(File.pathSeparator)) : List.of(paths)) {
            if (several && (path.isBlank() || !Files.isRegularFile(in(folder, path)))) {
                continue;
            }
            texts.add(text(in(folder, path.strip())));
        }
        return texts;
    }

    private static Path in(File folder, String path) throws IOException {
        try {
            return folder.toPath().resolve(path.strip());
        } catch (InvalidPathException e) {
            throw new IOException("'" + path + "' is no path: " + e.getReason(), e);
        }
    }

    private static String text(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no file " + file);
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LIMIT + 1);
            if (bytes.length > LIMIT) {
                throw new IOException(file + " is larger than " + LIMIT + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
