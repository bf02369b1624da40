package io.jenkins.plugins.prepullgate.testbed.registry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The registry as a process: runs until it is killed. */
public final class RegistryCommand {
    private static final String USAGE = "usage: --listen ADDRESS:PORT --dns ADDRESS:PORT --control ADDRESS:PORT --program FILE --ca FILE\n"
            + "  [--refusing ADDRESS] [--nobody ADDRESS] [--names NAME,...]\n"
            + "FILE of --program: busybox, linked statically; of --ca: where the authority is written to when all ports are open;\n"
            + "NAME: leads to the registry too, beside those below .test";

    private RegistryCommand() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i + 1 < args.length; i += 2) {
            options.put(args[i], args[i + 1]);
        }
        if (args.length % 2 != 0 || !options.keySet().containsAll(List.of("--listen", "--dns", "--control", "--program", "--ca"))) {
            System.err.println(USAGE);
            System.exit(2);
        }
        InetSocketAddress listen = address(options.get("--listen"));
        MisbehavingRegistry.Addresses addresses = new MisbehavingRegistry.Addresses(
                listen.getAddress(),
                InetAddress.getByName(options.getOrDefault("--refusing", "127.0.0.2")),
                InetAddress.getByName(options.getOrDefault("--nobody", "192.0.2.1")));
        byte[] program = Files.readAllBytes(Path.of(options.get("--program")));
        MisbehavingRegistry registry =
                new MisbehavingRegistry(listen, address(options.get("--dns")), addresses, program, InstantSource.system());
        ControlPort control = new ControlPort(address(options.get("--control")), registry);
        for (String name : options.getOrDefault("--names", "hub.test").split(",")) {
            registry.failHost(name, "none");
        }
        System.out.println("registry " + registry.address() + ", dns " + registry.dnsAddress() + ", control " + control.address());
        Path ca = Path.of(options.get("--ca"));
        Path unfinished = ca.resolveSibling(ca.getFileName() + ".new");
        Files.writeString(unfinished, registry.authorityPem());
        Files.move(unfinished, ca);
        new CountDownLatch(1).await();
    }

    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        return new InetSocketAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }
}
