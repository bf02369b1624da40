package io.jenkins.plugins.prepullgate.faults;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;

/** One connection through a {@link FaultyProxy}: requests one after the other, of which the last may be for a watch. */
final class ProxiedConnection implements Runnable {
    private final FaultyProxy proxy;
    private final Socket near;

    ProxiedConnection(FaultyProxy proxy, Socket near) {
        this.proxy = proxy;
        this.near = near;
    }

    @Override
    public void run() {
        Socket far = null;
        try {
            InputStream in = new BufferedInputStream(near.getInputStream());
            OutputStream out = near.getOutputStream();
            InputStream answers = null;
            for (Message request = Message.read(in); request != null; request = Message.read(in)) {
                proxy.faults.pause();
                Message instead = proxy.faults.answer();
                if (instead != null) {
                    instead.write(out);
                    continue;
                }
                if (far == null) {
                    far = proxy.connect();
                    answers = new BufferedInputStream(far.getInputStream());
                }
                request.write(far.getOutputStream());
                Message answer = Message.read(answers);
                proxy.faults.pause();
                if (answer == null || !deliver(request, answer, in, answers, far, out)) {
                    return;
                }
            }
        } catch (IOException e) {
            // Cut, or the server is not there: then the gate's side ends, too.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            proxy.forget(near);
            if (far != null) {
                proxy.forget(far);
            }
        }
    }

    /** Returns whether the connection can take another request. */
    private boolean deliver(Message request, Message answer, InputStream in, InputStream answers, Socket far, OutputStream out)
            throws IOException, InterruptedException {
        if (request.upgrades() && answer.upgrades()) {
            answer.write(out);
            new WatchRelay(proxy, out).carry(in, far.getOutputStream(), answers);
            return false;
        }
        if (Faults.take(proxy.faults.cut)) {
            answer.withBody(half(answer.body())).write(out);
            return true;
        }
        if (Faults.take(proxy.faults.torn)) {
            byte[] body = answer.body();
            new Message(answer.start(), answer.withBody(body).headers(), half(body)).write(out);
            return false;
        }
        answer.write(out);
        return true;
    }

    private static byte[] half(byte[] body) {
        return Arrays.copyOf(body, body.length / 2);
    }
}
