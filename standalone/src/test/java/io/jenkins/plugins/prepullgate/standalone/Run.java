package io.jenkins.plugins.prepullgate.standalone;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;

/**
 * One run of the command in this process.
 *
 * @param code what the process would end with
 */
record Run(int code, String out, String err) {
    static Run of(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = PrepullGateCommand.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        int code = line.execute(args);
        return new Run(code, out.toString(), err.toString());
    }

    List<String> lines() {
        return out.lines().toList();
    }

    /** A kubeconfig with one context, called {@code test}, for a server on this machine. */
    static String kubeconfig(Path folder, String server, String user) throws IOException {
        String yaml = "{apiVersion: v1, kind: Config, current-context: test, contexts: [{name: test, context: {cluster: c, user: u}}], "
                + "clusters: [{name: c, cluster: {server: \"" + server + "\"}}], users: [{name: u, user: {" + user + "}}]}";
        return Files.writeString(folder.resolve("kubeconfig-" + user.hashCode() + server.hashCode()), yaml).toString();
    }
}
