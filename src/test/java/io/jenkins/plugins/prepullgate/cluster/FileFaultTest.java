package io.jenkins.plugins.prepullgate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class FileFaultTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private String reading(Path file) {
        try {
            return "read " + Files.readString(file);
        } catch (IOException e) {
            return FileFault.words(e);
        }
    }

    @Test
    public void saysWhyAFileCannotBeRead() throws IOException {
        Path root = folder.getRoot().toPath();
        assertThat(reading(root.resolve("none"))).isEqualTo("there is no such file");
        assertThat(reading(root)).isEqualTo("Is a directory");
        assertThat(reading(Files.write(root.resolve("bytes"), new byte[] {(byte) 0xC3, 0x28}))).isEqualTo("it is no text in UTF-8");
        assertThat(FileFault.words(new AccessDeniedException("/x"))).isEqualTo("permission denied");
        assertThat(FileFault.words(new FileSystemException("/x", null, "Read-only file system"))).isEqualTo("Read-only file system");
    }

    @Test
    public void namesWhatItDoesNotKnow() {
        assertThat(FileFault.words(new FileSystemLoopException("/x"))).isEqualTo("FileSystemLoopException");
        assertThat(FileFault.words(new IOException())).isEqualTo("IOException");
    }
}
