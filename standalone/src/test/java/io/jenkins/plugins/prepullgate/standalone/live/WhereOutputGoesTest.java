package io.jenkins.plugins.prepullgate.standalone.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What Linux says of stdout, as links like those under /proc. */
public class WhereOutputGoesTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private boolean goesElsewhere(String to) throws IOException {
        Path link = folder.newFolder().toPath().resolve("1");
        return Screen.goesElsewhere(Files.createSymbolicLink(link, Path.of(to)));
    }

    @Test
    public void intoAPipeAFileOrNowhereItIsNoTerminal() throws IOException {
        assertThat(goesElsewhere("pipe:[4711]")).isTrue();
        assertThat(goesElsewhere("socket:[4711]")).isTrue();
        assertThat(goesElsewhere("/dev/null")).isTrue();
        assertThat(goesElsewhere(folder.newFile().getAbsolutePath())).isTrue();
    }

    @Test
    public void whatMayBeATerminalIsLookedAt() throws IOException {
        assertThat(goesElsewhere("/dev/pts/3")).isFalse();
        assertThat(goesElsewhere("/dev/console")).isFalse();
        assertThat(Screen.goesElsewhere(folder.getRoot().toPath().resolve("nothing"))).isFalse();
    }
}
