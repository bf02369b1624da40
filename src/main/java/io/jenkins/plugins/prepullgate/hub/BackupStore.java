package io.jenkins.plugins.prepullgate.hub;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Where a backup goes before anybody is deleted. */
@FunctionalInterface
public interface BackupStore {
    /**
     * Keeps the text where it survives a loss of power. Never overwrites anything.
     *
     * @return where it is, for people
     * @throws IOException when it is not kept: nothing may be deleted then
     */
    String keep(String text) throws IOException, InterruptedException;

    /** A file that does not exist yet, readable by its owner alone: it names people. */
    static BackupStore file(Path file) {
        return text -> {
            write(file, text);
            return file.toString();
        };
    }

    /**
     * Writes a new file to the disk and reads it back.
     *
     * @throws IOException when the file exists already, or cannot be written whole
     */
    static void write(Path file, String text) throws IOException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] permissions = posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
        try (FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), permissions)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Path folder = file.toAbsolutePath().getParent();
        if (posix && folder != null) {
            // The name of a file is part of its folder, which must reach the disk as well.
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
        if (!Files.readString(file).equals(text)) {
            throw new IOException(file + " does not hold what was written into it");
        }
    }
}
