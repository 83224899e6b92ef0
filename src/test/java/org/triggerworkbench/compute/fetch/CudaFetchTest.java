package org.triggerworkbench.compute.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.triggerworkbench.text.InputException;

/** The CUDA libraries come whole and verified or not at all, from a server on this machine that has all the faults. */
class CudaFetchTest {
    private static final FetchLimits SHORT =
            new FetchLimits(Duration.ofSeconds(5), Duration.ofMillis(400), 1000, 3, Duration.ofMillis(10));
    private static final byte[] LIBRARY = new byte[300_000];

    static {
        new Random(7).nextBytes(LIBRARY);
    }

    @TempDir
    Path cache;

    private FaultyServer server;
    private long free = 1L << 40;

    @BeforeEach
    void start() throws IOException {
        server = new FaultyServer(archive("2.7.1-20250812", "pytorch/cu128/linux-x86_64/libother.so.1"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void libraries_comeWhole_andNothingElseStays() throws IOException {
        CudaFetch fetch = fetch();
        CudaFetch.Offer offer = fetch.offer();
        assertEquals(server.content.length, offer.bytes());
        assertFalse(fetch.isHere());
        Path folder = fetch.fetch(new Watch());
        assertArrayEquals(LIBRARY, Files.readAllBytes(folder.resolve("lib/libother.so.1")));
        assertEquals("2.7.1+cu128", Files.readString(folder.resolve("build-version")));
        assertTrue(fetch.isHere());
        assertEquals(List.of("libtorch", "libtorch.lock"), left());
    }

    @Test
    void cutConnection_isResumed_andOnlyTheRestIsAskedFor() throws IOException {
        server.cutAfter = 100_000;
        Path folder = fetch().fetch(new Watch());
        assertEquals(2, server.asked.size());
        assertEquals("", server.asked.getFirst());
        String rest = server.asked.getLast();
        long from = Long.parseLong(rest.substring("bytes=".length(), rest.length() - 1));
        assertTrue(from > 0 && from <= 100_000, rest);
        assertArrayEquals(LIBRARY, Files.readAllBytes(folder.resolve("lib/libother.so.1")));
    }

    @Test
    void cancelled_isResumedAtTheNextStart() throws IOException {
        Watch watch = new Watch();
        watch.cancelAt = 65_000;
        assertThrows(CancellationException.class, () -> fetch().fetch(watch));
        long here = fetch().offer().here();
        assertTrue(here >= 65_000 && here < server.content.length, here + " bytes");
        fetch().fetch(new Watch());
        assertEquals("bytes=" + here + "-", server.asked.getLast());
    }

    @Test
    void fileChangedBetweenTwoTries_beginsAnew() throws IOException {
        Watch watch = new Watch();
        watch.cancelAt = 65_000;
        assertThrows(CancellationException.class, () -> fetch().fetch(watch));
        server.content = archive("2.7.1", "pytorch/cu128/linux-x86_64/libnew.so");
        server.hash = FaultyServer.hash("SHA-256", server.content);
        server.tag = "\"two\"";
        Path folder = fetch().fetch(new Watch());
        assertArrayEquals(LIBRARY, Files.readAllBytes(folder.resolve("lib/libnew.so")));
    }

    @Test
    void serverWithoutParts_sendsAllAgain() throws IOException {
        server.ignoresRange = true;
        server.cutAfter = 100_000;
        Path folder = fetch().fetch(new Watch());
        assertArrayEquals(LIBRARY, Files.readAllBytes(folder.resolve("lib/libother.so.1")));
    }

    @Test
    void wrongHash_isRefusedNamingBoth_andDeleted() throws IOException {
        String right = server.hash;
        server.hash = "0".repeat(64);
        String sentence = refusal();
        assertTrue(sentence.contains(right) && sentence.contains("0".repeat(64)), sentence);
        assertEquals(List.of("libtorch.lock"), left());
    }

    @Test
    void sha1_isTakenWhereThereIsNothingBetter_andNothingIsFetchedWithoutAny() throws IOException {
        server.ending = ".sha512";
        assertTrue(refusal().contains("No hash is published"));
        assertEquals(List.of(), server.asked);
        server.ending = ".sha1";
        server.hash = FaultyServer.hash("SHA-1", server.content);
        assertTrue(Files.exists(fetch().fetch(new Watch()).resolve("lib/libtorch.so")));
    }

    @Test
    void missingFile_isSaid_withoutFurtherTries() {
        server.status = 404;
        assertTrue(refusal().contains("no file at " + server.address()));
        assertThrows(InputException.class, () -> fetch().offer());
        assertEquals(List.of(), server.asked);
    }

    @Test
    void serverInTrouble_isAskedAFewTimes() {
        server.status = 500;
        assertTrue(refusal().contains("500"));
        assertEquals(SHORT.tries(), server.asked.size());
        server.refusals.set(1);
        assertTrue(Files.exists(fetch().fetch(new Watch()).resolve("lib/libtorch.so")));
    }

    @Test
    void stalledServer_isGivenUp_whatCameIsKept() throws IOException {
        server.standsStill = true;
        long begun = System.nanoTime();
        String sentence = refusal();
        assertTrue(sentence.contains("less than 1000 bytes"), sentence);
        assertTrue(System.nanoTime() - begun < 20_000_000_000L);
        assertTrue(fetch().offer().here() > 0);
    }

    @Test
    void moreThanIsAnnounced_isRefused() throws IOException {
        server.saysNoLength = true;
        NativesSource known =
                new NativesSource(NativesSource.at(server.address()).address(), server.content.length - 1, server.hash);
        CudaFetch fetch = new CudaFetch(known, cache.resolve("libtorch"), _ -> free, SHORT);
        String sentence = assertThrows(InputException.class, () -> fetch.fetch(new Watch()))
                .sentence();
        assertTrue(sentence.contains("more than the " + (server.content.length - 1)), sentence);
        assertEquals(List.of("libtorch.lock"), left());
    }

    @Test
    void fullDisk_isSaidBeforeAnythingIsFetched() {
        free = 5 << 20;
        server.content = new byte[4 << 20];
        String sentence = refusal();
        assertTrue(sentence.contains("5 MiB free and 16 MiB are needed"), sentence);
        assertEquals(List.of(), server.asked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../evil.so", "pytorch/cu128/../../evil.so", "/evil.so", "pytorch\\evil.so", "C:evil.so", ".."})
    void entryOutsideTheFolder_refusesTheWholeArchive(String name) throws IOException {
        server.content = archive("2.7.1", name);
        server.hash = FaultyServer.hash("SHA-256", server.content);
        assertTrue(refusal().contains("outside its folder"));
        assertEquals(List.of("libtorch.lock"), left());
    }

    @Test
    void anotherVersion_andAnArchiveWithoutLibtorch_areRefused() throws IOException {
        server.content = archive("2.6.0", "x");
        server.hash = FaultyServer.hash("SHA-256", server.content);
        String sentence = refusal();
        assertTrue(sentence.contains("2.6.0") && sentence.contains("2.7.1"), sentence);
        server.content = "no archive".getBytes(StandardCharsets.US_ASCII);
        server.tag = "\"three\"";
        server.hash = FaultyServer.hash("SHA-256", server.content);
        assertTrue(refusal().contains("cannot be read"));
    }

    @Test
    void addresses_thatAreNone_areRefused() {
        for (String wrong : List.of("file:///etc/passwd", "x", "https://host/", "ht tp://a/b", "ftp://host/a.jar")) {
            assertThrows(InputException.class, () -> NativesSource.at(wrong), wrong);
        }
    }

    @Test
    void table_hasBothSystems_andSaysWhereThereAreNone() {
        assertEquals("linux-x86_64", NativesSource.platform("Linux", "amd64"));
        assertEquals("win-x86_64", NativesSource.platform("Windows 11", "amd64"));
        assertTrue(NativesSource.of("win-x86_64").address().toString().endsWith("win-x86_64.jar"));
        assertTrue(assertThrows(InputException.class, () -> NativesSource.of("osx-aarch64"))
                .sentence()
                .contains("osx-aarch64"));
    }

    private CudaFetch fetch() {
        return new CudaFetch(NativesSource.at(server.address()), cache.resolve("libtorch"), _ -> free, SHORT);
    }

    private String refusal() {
        return assertThrows(InputException.class, () -> fetch().fetch(new Watch()))
                .sentence();
    }

    private List<String> left() throws IOException {
        try (Stream<Path> all = Files.list(cache)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    /** An archive as the Deep Java Library packs them, with one more entry. */
    static byte[] archive(String version, String more) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("native/lib/pytorch.properties"));
            zip.write(("version=" + version + "\nflavor=cu128\n").getBytes(StandardCharsets.US_ASCII));
            zip.putNextEntry(new ZipEntry("pytorch/cu128/linux-x86_64/" + System.mapLibraryName("torch")));
            zip.write(1);
            zip.putNextEntry(new ZipEntry(more));
            zip.write(LIBRARY);
        }
        return bytes.toByteArray();
    }

    private static final class Watch implements FetchWatch {
        private volatile long cancelAt = Long.MAX_VALUE;
        private volatile boolean cancelled;

        @Override
        public void tell(long done, long total) {
            cancelled |= done >= cancelAt;
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }
    }
}
