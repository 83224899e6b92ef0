package org.triggerworkbench.experiment.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.text.InputException;

class RunLockTest {
    @TempDir
    private Path temporary;

    private RunFolder run;
    private Path file;
    private final AtomicInteger lost = new AtomicInteger();

    @BeforeEach
    void create() {
        run = RunFolder.create(temporary.resolve("run"), Experiment.PRESET);
        file = run.path().resolve(RunLock.FILE);
    }

    @Test
    void heldLock_isRefusedSayingWhoHoldsIt() {
        LockHolder here = LockHolder.here(Instant.now());
        try (RunLock lock = lock()) {
            String sentence = assertThrows(InputException.class, this::lock).sentence();
            assertTrue(sentence.contains(run.path() + " is being worked on by process " + here.pid()), sentence);
            assertTrue(sentence.contains(" on " + here.host() + ","), sentence);
            assertThrows(InputException.class, () -> RunFolder.create(run.path(), Experiment.PRESET));
            assertTrue(lock.isHeld());
        }
        assertFalse(Files.exists(file));
        lock().close();
    }

    @Test
    void processThatIsGone_isTakenOverFrom() throws Exception {
        Process gone = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        gone.waitFor();
        LockHolder here = LockHolder.here(Instant.now());
        new LockHolder(here.host(), gone.pid(), here.started(), Instant.now(), "gone").write(file);
        try (RunLock lock = lock()) {
            assertTrue(lock.isHeld());
        }
    }

    @Test
    void numberOfAProcessGivenAgain_isNotThatProcess() {
        LockHolder here = LockHolder.here(Instant.now());
        new LockHolder(here.host(), here.pid(), here.started().minusSeconds(60), Instant.now(), "before").write(file);
        lock().close();
    }

    @Test
    void otherMachine_holdsItUntilItIsSilent() {
        Instant recent = Instant.now().minus(LockHolder.SILENCE).plusSeconds(60);
        LockHolder elsewhere = new LockHolder("elsewhere", 7, Instant.EPOCH, recent, "other");
        elsewhere.write(file);
        String sentence = assertThrows(InputException.class, this::lock).sentence();
        assertTrue(sentence.contains("process 7 on elsewhere"), sentence);
        elsewhere.at(Instant.now().minus(LockHolder.SILENCE).minusSeconds(1)).write(file);
        lock().close();
    }

    @Test
    void beat_tellsANewSign_andNoticesThatItWasTakenOver() {
        try (RunLock lock = lock()) {
            LockHolder first = holder();
            first.at(Instant.EPOCH).write(file);
            lock.beat();
            assertFalse(holder().heartbeat().isBefore(first.heartbeat()));
            assertEquals(0, lost.get());

            new LockHolder("elsewhere", 7, Instant.EPOCH, Instant.now(), "other").write(file);
            lock.beat();
            assertEquals(1, lost.get());
            assertEquals("other", holder().token());
            assertThrows(IllegalStateException.class, () -> run.deleteLeftovers(lock));
        }
        assertEquals("other", holder().token());
    }

    @Test
    void damagedLock_isNobodys() throws Exception {
        Files.writeString(file, "{\"host\": 1");
        lock().close();
        Files.writeString(file, "");
        lock().close();
    }

    private RunLock lock() {
        return run.lock(lost::incrementAndGet);
    }

    private LockHolder holder() {
        LockHolder holder = LockHolder.read(file);
        assertTrue(holder != null);
        return holder;
    }
}
