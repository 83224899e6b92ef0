package org.triggerworkbench.app.embedding.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.app.embedding.FakeScene;
import org.triggerworkbench.experiment.live.SheetResult;

class MapWorkerTest {
    @Test
    void error_isTold_andTheNextOrderIsWorkedOn() {
        FakeScene fake = new FakeScene(FakeScene.signs(), 48);
        SheetResult answer = fake.answer(0, null, 0, true);
        OutOfMemoryError planted = new OutOfMemoryError("Java heap space");
        AtomicReference<@Nullable Error> next = new AtomicReference<>(planted);
        try (MapWorker worker = new MapWorker(
                () -> {
                    Error error = next.getAndSet(null);
                    if (error != null) {
                        throw error;
                    }
                    return System.nanoTime();
                },
                1)) {
            MapWorker.Order order = new MapWorker.Order(MapKey.of(fake, answer, MapMethod.PCA, 1, 0), answer, true);
            worker.ask(order);
            assertSame(planted, await(worker::takeFault));
            worker.ask(order);
            MapFrame frame = await(worker::take);
            assertNotNull(frame);
            assertEquals(order.key(), frame.key());
            worker.execute(() -> {
                throw planted;
            });
            assertSame(planted, await(worker::takeFault));
            worker.ask(order);
            assertNotNull(await(worker::take));
        }
    }

    private static <T> @Nullable T await(Supplier<@Nullable T> slot) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        T found = slot.get();
        while (found == null && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
            found = slot.get();
        }
        return found;
    }
}
