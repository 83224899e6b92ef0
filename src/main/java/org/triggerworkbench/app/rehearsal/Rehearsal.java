package org.triggerworkbench.app.rehearsal;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.triggerworkbench.app.shell.WorkbenchWindow;

/**
 * A walk through the main views of the window, as a user takes it on the first day: a scene, its answer, every view, a training
 * begun and ended, the other theme. The build of an installer has it run once to learn what to keep ready for the next start.
 * Window thread only. One that cannot go on ends the program with 1.
 */
public final class Rehearsal {
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
    private static final String WALK = "workbench.rehearsal";
    private static final String STATE = "workbench.state";
    private static final Duration BETWEEN = Duration.millis(250);
    /** Of looks at what a step waits for. */
    private static final int PATIENCE = 480;
    /** Looks at a training before it is ended. */
    private static final int WATCH = 12;

    /** A step of the walk, taken once it can be. */
    private record Step(String name, BooleanSupplier ready, Runnable action) {}

    private final WorkbenchWindow window;
    private final Deque<Step> steps = new ArrayDeque<>();
    private int looks;

    private Rehearsal(WorkbenchWindow window) {
        this.window = window;
        plan();
    }

    /**
     * Does what the starting script asks for: tells the window's state to the file that {@code -Dworkbench.state} names; walks
     * through it and closes it with {@code -Dworkbench.rehearsal=true}. By default neither.
     */
    public static void ofScript(WorkbenchWindow window) {
        String state = System.getProperty(STATE, "");
        if (!state.isEmpty()) {
            new StateFile(Path.of(state)).follow(window);
        }
        if (Boolean.getBoolean(WALK)) {
            new Rehearsal(window).begin();
        }
    }

    private void plan() {
        add("click the first card", () -> card() != null, () -> click(Objects.requireNonNull(card())));
        add("wait for the answer", this::isAnswered, () -> {});
        window.viewIds().forEach(id -> add("show " + id, this::isAnswered, () -> window.showView(id)));
        add("train", this::isAnswered, () -> {
            window.showView("train");
            window.actions().named("train.play").fire();
        });
        add("end the training", () -> looks > WATCH && isBusy(), () -> window.works()
                .running()
                .forEach(work -> work.cancel()));
        add("the other theme", () -> !isBusy(), () -> window.actions()
                .named("view.theme")
                .fire());
        add("back to the start page", () -> true, () -> window.actions()
                .named("view.start")
                .fire());
        add("close", () -> true, Platform::exit);
    }

    private void add(String name, BooleanSupplier ready, Runnable action) {
        steps.add(new Step(name, ready, action));
    }

    private void begin() {
        Timeline clock = new Timeline(new KeyFrame(BETWEEN, _ -> look()));
        clock.setCycleCount(Animation.INDEFINITE);
        clock.play();
    }

    private void look() {
        Step next = steps.peek();
        if (next == null) {
            return;
        }
        if (next.ready().getAsBoolean()) {
            LOG.info("rehearsal: {}", next.name());
            looks = 0;
            steps.remove();
            next.action().run();
        } else if (++looks > PATIENCE) {
            LOG.error("the rehearsal waits in vain: {}", next.name());
            Runtime.getRuntime().halt(1);
        }
    }

    private @Nullable Node card() {
        return window.scene().lookup(".tw-card");
    }

    private boolean isAnswered() {
        return window.workbench().answer().get() != null;
    }

    private boolean isBusy() {
        return !window.works().running().isEmpty();
    }

    private static void click(Node node) {
        Event.fireEvent(
                node,
                new MouseEvent(
                        MouseEvent.MOUSE_CLICKED,
                        0,
                        0,
                        0,
                        0,
                        MouseButton.PRIMARY,
                        1,
                        false,
                        false,
                        false,
                        false,
                        true,
                        false,
                        false,
                        true,
                        false,
                        true,
                        null));
    }
}
