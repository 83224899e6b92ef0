package org.triggerworkbench.compute.fetch;

import java.io.IOException;

/** A server on this machine with a small archive as the real one is, for tests of other packages. */
public final class PackedNatives implements AutoCloseable {
    private final FaultyServer server;

    public PackedNatives() throws IOException {
        server = new FaultyServer(CudaFetchTest.archive("2.7.1", "pytorch/cu128/linux-x86_64/libother.so"));
    }

    public String address() {
        return server.address();
    }

    /** How often the archive, or a part of it, was asked for. */
    public int fetches() {
        return server.asked.size();
    }

    @Override
    public void close() {
        server.close();
    }
}
