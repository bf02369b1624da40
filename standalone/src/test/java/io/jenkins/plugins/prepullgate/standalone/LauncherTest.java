package io.jenkins.plugins.prepullgate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The launcher in a checkout of its own, with a Maven and a Java that only say what they are called with. */
public class LauncherTest {
    private static final List<String> TOOLS =
            List.of("rm", "bash", "dirname", "readlink", "sed", "find", "mkdir", "touch", "mv", "flock", "head", "cut", "env", "sleep");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path checkout;
    private Path bin;
    private Path javaHome;

    @Before
    public void makeCheckout() throws IOException {
        Path root = folder.getRoot().toPath();
        checkout = Files.createDirectories(root.resolve("check out"));
        Files.createDirectories(checkout.resolve("src/main/java"));
        Files.createDirectories(checkout.resolve("standalone/src/main/java"));
        Files.writeString(checkout.resolve("standalone/pom.xml"), "<project/>");
        Path launcher = Path.of("..", "prepull-gate").toAbsolutePath().normalize();
        executable(checkout.resolve("prepull-gate"), Files.readString(Files.exists(launcher) ? launcher : Path.of("prepull-gate")));
        bin = Files.createDirectories(root.resolve("bin"));
        for (String tool : TOOLS) {
            Files.createSymbolicLink(bin.resolve(tool), which(tool));
        }
        javaHome = Files.createDirectories(root.resolve("jdk"));
        java("17.0.15");
    }

    private static Path which(String tool) {
        return List.of("/usr/bin", "/bin").stream().map(dir -> Path.of(dir, tool)).filter(Files::exists).findFirst().orElseThrow();
    }

    private static void executable(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void java(String version) throws IOException {
        java(version, "");
    }

    private void java(String version, String more) throws IOException {
        executable(javaHome.resolve("bin/java"), "#!/usr/bin/env bash\nprintf 'java %s\\n' \"$*\"\n" + more + "\n");
        Files.writeString(javaHome.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    }

    /** Builds as Maven would, and leaves a line in mvn.log. */
    private void maven(String more) throws IOException {
        executable(bin.resolve("mvn"), "#!/usr/bin/env bash\necho \"$*\" >>'" + checkout + "/mvn.log'\n" + more + "\ntouch '"
                + checkout + "/standalone/target/command/prepull-gate.jar'\n");
    }

    private int builds() throws IOException {
        Path log = checkout.resolve("mvn.log");
        return Files.exists(log) ? Files.readAllLines(log).size() : 0;
    }

    private Process start(String... args) throws IOException {
        return command(Map.of(), args).start();
    }

    private ProcessBuilder command(Map<String, String> variables, String... args) {
        List<String> command = new ArrayList<>(List.of(checkout.resolve("prepull-gate").toString()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.getRoot()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", bin.toString());
        builder.environment().put("JAVA_HOME", javaHome.toString());
        builder.environment().putAll(variables);
        return builder;
    }

    private static String output(Process process, int code) throws Exception {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isEqualTo(code);
        return output;
    }

    @Test
    public void itBuildsOnFirstUseAndOnlyThen() throws Exception {
        maven("");
        String jar = checkout + "/standalone/target/command/prepull-gate.jar";
        assertThat(output(start("wait", "-n", "a b"), 0)).contains("building").contains("-jar " + jar + " wait -n a b");
        assertThat(output(start("audit"), 0)).doesNotContain("building").contains("prepull-gate.jar audit");
        assertThat(builds()).isEqualTo(1);
        Path source = Files.writeString(checkout.resolve("src/main/java/New.java"), "");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(2)));
        assertThat(output(start("audit"), 0)).contains("building");
        assertThat(builds()).isEqualTo(2);
    }

    /** A Java that keeps classes where it is asked to, as others do at the end of a run, and leaves a line in kept.log. */
    private void keepingJava(String version) throws IOException {
        java(version, "for word; do case $word in -XX:ArchiveClassesAtExit=* | -XX:AOTCacheOutput=*)\n"
                + "echo \"$word\" >>'" + checkout + "/kept.log'; echo kept >\"${word#*=}\" ;; esac; done");
    }

    private List<String> kept() throws IOException {
        return Files.readAllLines(checkout.resolve("kept.log"));
    }

    @Test
    public void itMapsTheClassesThatItsBuildHasKept() throws Exception {
        maven("");
        assertThat(waitOn("17.0.15")).contains("-XX:SharedArchiveFile=" + checkout + "/standalone/target/command/classes-17.0.15 ");
        assertThat(kept()).singleElement().asString().startsWith("-XX:ArchiveClassesAtExit=");
    }

    @Test
    public void aJavaThatKeepsMoreIsAskedForMore() throws Exception {
        maven("");
        // That Java refuses to start with both.
        assertThat(waitOn("25.0.1"))
                .contains("-XX:AOTCache=" + checkout + "/standalone/target/command/classes-25.0.1 ")
                .doesNotContain("-Xshare");
        assertThat(kept()).singleElement().asString().startsWith("-XX:AOTCacheOutput=");
    }

    /** What a wait prints on that Java. */
    private String waitOn(String java) throws Exception {
        keepingJava(java);
        return output(start("wait"), 0);
    }

    @Test
    public void eachJavaMapsItsOwn() throws Exception {
        maven("");
        waitOn("17.0.15");
        keepingJava("25.0.1");
        List<Process> all = List.of(start("a"), start("b"), start("c"));
        for (Process process : all) {
            assertThat(output(process, 0)).contains("command/classes-25.0.1 ").doesNotContain("building");
        }
        assertThat(waitOn("17.0.15")).contains("command/classes-17.0.15 ").doesNotContain("preparing");
        assertThat(kept()).as("once for each").hasSize(2);
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    public void aNewBuildKeepsNothingOfTheOldOne() throws Exception {
        maven("");
        waitOn("25.0.1");
        waitOn("17.0.15");
        Path source = Files.writeString(checkout.resolve("src/main/java/New.java"), "");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(2)));
        output(start("wait"), 0);
        Path build = checkout.resolve("standalone/target/command");
        assertThat(build.resolve("classes-17.0.15")).exists();
        assertThat(build.resolve("classes-25.0.1")).doesNotExist();
    }

    @Test
    public void itWorksWhereTheClassesCannotBeKept() throws Exception {
        maven("");
        java("17.0.15", "case $* in *ArchiveClassesAtExit*) echo >>'" + checkout + "/kept.log'; exit 1 ;; esac");
        assertThat(output(start("wait"), 0)).doesNotContain("SharedArchiveFile").contains("prepull-gate.jar wait");
        assertThat(output(start("wait"), 0)).doesNotContain("SharedArchiveFile").contains("prepull-gate.jar wait");
        assertThat(kept()).as("tried once").hasSize(1);
    }

    /** As in most containers: otherwise the JVM could open no file whose name is not ASCII. */
    @Test
    public void withoutALocaleNamesOfFilesAreUtf8() throws Exception {
        maven("");
        java("17.0.15", "echo \"locale ${LC_ALL:-none}\"");
        assertThat(output(start("wait"), 0)).contains("locale C.UTF-8");
        assertThat(output(command(Map.of("LANG", "de_DE.UTF-8"), "wait").start(), 0)).contains("locale none");
    }

    @Test
    public void severalFirstUsesBuildOnce() throws Exception {
        maven("sleep 0.5");
        List<Process> all = List.of(start("a"), start("b"), start("c"));
        for (Process process : all) {
            output(process, 0);
        }
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    public void aFailedBuildIsToldAndNotTakenForOne() throws Exception {
        maven("echo '[ERROR] COMPILATION ERROR'; exit 1");
        assertThat(output(start("wait"), 2)).contains("[ERROR] COMPILATION ERROR").contains("cannot be built; see ");
        maven("");
        assertThat(output(start("wait"), 0)).contains("prepull-gate.jar wait");
    }

    @Test
    public void whatIsMissingIsNamed() throws Exception {
        assertThat(output(start("wait"), 2)).isEqualTo("prepull-gate: needs Maven 3.8 or later to build itself: mvn is not on the PATH\n");
        maven("");
        java("1.8.0_412");
        assertThat(output(start("wait"), 2)).contains("needs Java 17 or later; ").contains(" is Java 8");
        Files.delete(javaHome.resolve("bin/java"));
        assertThat(output(start("wait"), 2)).contains("JAVA_HOME is set, but");
        assertThat(builds()).isZero();
    }
}
