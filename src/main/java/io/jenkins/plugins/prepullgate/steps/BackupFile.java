package io.jenkins.plugins.prepullgate.steps;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.prepullgate.hub.BackupStore;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import jenkins.MasterToSlaveFileCallable;

/** Writes a backup on the agent, where {@code archiveArtifacts} finds it. Never overwrites one that exists. */
final class BackupFile extends MasterToSlaveFileCallable<String> {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final String text;
    private final boolean again;

    /** @param again whether the step goes on after a restart; the backup that it wrote before may exist then, and is still needed */
    BackupFile(String name, String text, boolean again) {
        this.name = name;
        this.text = text;
        this.again = again;
    }

    /** @return the name of the file, relative to the folder */
    @Override
    public String invoke(File folder, VirtualChannel channel) throws IOException {
        try {
            String free = name;
            for (int i = 2; again && Files.exists(folder.toPath().resolve(free)); i++) {
                free = name.replaceFirst("\\.json$", "-" + i + ".json");
            }
            BackupStore.write(folder.toPath().resolve(free), text);
            return free;
        } catch (InvalidPathException e) {
            throw new IOException("'" + name + "' is no path: " + e.getReason(), e);
        }
    }
}
