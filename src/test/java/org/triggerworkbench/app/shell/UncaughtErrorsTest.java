package org.triggerworkbench.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class UncaughtErrorsTest {
    private final Deque<Runnable> later = new ArrayDeque<>();
    private final List<Throwable> shown = new ArrayList<>();

    private UncaughtErrors errors(Consumer<Throwable> show) {
        return new UncaughtErrors(later::add, show);
    }

    private void drain() {
        while (!later.isEmpty()) {
            later.poll().run();
        }
    }

    private static IllegalStateException planted(String message) {
        return new IllegalStateException(message);
    }

    @Test
    void errorThatRepeats_isShownOnce() {
        UncaughtErrors errors = errors(shown::add);
        for (int i = 0; i < 1000; i++) {
            errors.uncaughtException(Thread.currentThread(), planted("frame " + i));
            drain();
        }
        errors.uncaughtException(Thread.currentThread(), new CompletionException(planted("on another thread")));
        drain();
        assertEquals(1, shown.size());
        errors.uncaughtException(Thread.currentThread(), new ArithmeticException("another"));
        drain();
        assertEquals(2, shown.size());
    }

    @Test
    void whileOneIsShown_noOtherIs_butItsNextIs() {
        UncaughtErrors[] errors = new UncaughtErrors[1];
        ArithmeticException other = new ArithmeticException("other");
        errors[0] = errors(error -> {
            shown.add(error);
            // As the window's timer goes on while a dialog is open.
            if (shown.size() == 1) {
                errors[0].uncaughtException(Thread.currentThread(), other);
                drain();
                assertEquals(1, shown.size());
            }
        });
        errors[0].uncaughtException(Thread.currentThread(), planted("first"));
        drain();
        assertEquals(1, shown.size());
        errors[0].uncaughtException(Thread.currentThread(), other);
        drain();
        assertEquals(List.of(other), shown.subList(1, 2));
    }
}
