package io.jenkins.plugins.prepullgate.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The command as a program for scripts, made of the classes that this build tests. */
final class OwnProgram {
    private OwnProgram() {}

    /** @param options that it has on every call, behind the others; as a shell reads them */
    static void write(Path file, String options) throws IOException {
        shell(file, "exec '" + Path.of(System.getProperty("java.home"), "bin", "java") + "' -XX:TieredStopAtLevel=1 -cp '"
                + System.getProperty("java.class.path") + "' " + PrepullGateCommand.class.getName() + " \"$@\" " + options);
    }

    /** Any other. */
    static void shell(Path file, String does) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + does + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
