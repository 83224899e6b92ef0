package org.triggerworkbench.compute.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on this machine that has one archive, and the faults a test gives it. */
public final class FaultyServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    /** Range headers of what was asked for, "" for the whole. */
    public final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    volatile byte[] content;
    volatile String tag = "\"one\"";
    volatile String hash;
    /** Bytes after which the connection is cut, the next time only; 0 for never. */
    volatile int cutAfter;
    /** Of the file; 200 as usual. */
    volatile int status = 200;

    final AtomicInteger refusals = new AtomicInteger(Integer.MAX_VALUE);
    volatile boolean ignoresRange;
    volatile boolean saysNoLength;
    volatile boolean standsStill;
    /** The published hash is of this ending. */
    volatile String ending = ".sha256";

    public FaultyServer(byte[] content) throws IOException {
        this.content = content;
        this.hash = hash("SHA-256", content);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/natives.jar";
    }

    static String hash(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.equals("/natives.jar")) {
                file(exchange);
            } else if (path.equals("/natives.jar" + ending)) {
                byte[] text = (hash + "  natives.jar\n").getBytes(StandardCharsets.US_ASCII);
                exchange.sendResponseHeaders(200, text.length);
                exchange.getResponseBody().write(text);
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private void file(HttpExchange exchange) throws IOException {
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.getResponseHeaders().set("ETag", tag);
        if (head) {
            if (status == 404) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            if (!saysNoLength) {
                exchange.getResponseHeaders().set("Content-Length", Integer.toString(content.length));
            }
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        String range =
                String.valueOf(exchange.getRequestHeaders().getFirst("Range")).replace("null", "");
        asked.add(range);
        if (status != 200 && refusals.getAndDecrement() > 0) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        boolean same = tag.equals(exchange.getRequestHeaders().getFirst("If-Range"));
        int from = 0;
        int code = 200;
        if (!range.isEmpty() && same && !ignoresRange) {
            from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
            if (from >= content.length) {
                exchange.getResponseHeaders().set("Content-Range", "bytes */" + content.length);
                exchange.sendResponseHeaders(416, -1);
                return;
            }
            code = 206;
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        }
        exchange.sendResponseHeaders(code, saysNoLength ? 0 : content.length - from);
        OutputStream body = exchange.getResponseBody();
        int to = cutAfter > 0 ? Math.min(content.length, from + cutAfter) : content.length;
        cutAfter = 0;
        if (standsStill) {
            body.write(content, from, 1);
            body.flush();
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                return;
            }
        }
        body.write(Arrays.copyOfRange(content, from, to));
        body.flush();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
