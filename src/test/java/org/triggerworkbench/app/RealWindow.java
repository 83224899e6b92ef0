package org.triggerworkbench.app;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.prefs.Preferences;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.robot.Robot;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.controlsfx.control.SegmentedButton;
import org.jspecify.annotations.Nullable;
import org.testfx.api.FxRobot;
import org.testfx.robot.Motion;
import org.triggerworkbench.app.shell.FakeDialogs;
import org.triggerworkbench.app.shell.TestWindows;
import org.triggerworkbench.app.shell.WorkbenchWindow;
import org.triggerworkbench.app.state.Settings;
import org.triggerworkbench.compute.FakeMachine;
import org.triggerworkbench.compute.Machine;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.experiment.scenario.Scenario;

/**
 * The workbench on a real stage, with a hand on mouse and keyboard: TestFX's for clicks, keys and words, our own for what is
 * held and dragged, frame by frame. On the headless platform, whose screen is 1000 x 1000, drags and keys held while clicking
 * do not work.
 */
public final class RealWindow implements AutoCloseable {
    private static final long BETWEEN_EVENTS_NANOS = 16_000_000;

    public final FakeDialogs dialogs = new FakeDialogs();
    public final Settings settings;
    public final WorkbenchWindow window;
    public final Stage stage;
    private final Robot robot;
    private final FxRobot hand = new FxRobot();

    public RealWindow(double width, double height) {
        this(width, height, new FakeMachine("this is a test"));
    }

    /** On a machine that the test knows. */
    public RealWindow(double width, double height, Machine machine) {
        Preferences node = Preferences.userRoot().node("org/triggerworkbench/test-x11-" + System.nanoTime());
        settings = new Settings(node);
        window = Fx.call(() -> TestWindows.of(
                settings,
                dialogs,
                Path.of("target", "test-windows", Long.toString(System.nanoTime()))
                        .toAbsolutePath(),
                machine));
        stage = Fx.call(() -> {
            Stage made = new Stage();
            made.setScene(window.scene());
            made.setX(0);
            made.setY(0);
            made.setWidth(width);
            made.setHeight(height);
            made.show();
            made.toFront();
            made.requestFocus();
            return made;
        });
        robot = Fx.call(Robot::new);
        Fx.run(window::begin);
        Fx.until(
                "the scenes to be read",
                () -> !window.scene().getRoot().lookupAll(".tw-card").isEmpty());
    }

    /** A visible node by its selector, as soon as there is one. */
    public Node node(String selector) {
        Fx.until("a visible " + selector, () -> visible(selector) != null);
        return Fx.call(() -> Objects.requireNonNull(visible(selector), selector));
    }

    private @Nullable Node visible(String selector) {
        return window.scene().getRoot().lookupAll(selector).stream()
                .filter(found -> found.isVisible() && found.getBoundsInParent().getWidth() > 0)
                .findFirst()
                .orElse(null);
    }

    /** One button of a row of choices. */
    public Node segment(String selector, int index) {
        Node row = node(selector);
        return Fx.call(() -> ((SegmentedButton) row).getButtons().get(index));
    }

    /** What a label says. */
    public String text(String selector) {
        Node label = node(selector);
        return Fx.call(() -> ((Labeled) label).getText());
    }

    /** Whether the start page is in front. */
    public boolean isStartShown() {
        return Fx.call(() -> window.scene().getRoot().lookup("#start").isVisible());
    }

    /** The middle of a node on the screen. */
    public Point2D middle(Node node) {
        return at(node, 0.5, 0.5);
    }

    /** A place of a node on the screen, as shares of its width and height. */
    public Point2D at(Node node, double x, double y) {
        return Fx.call(() -> {
            Bounds bounds = node.localToScreen(node.getLayoutBounds());
            return new Point2D(bounds.getMinX() + x * bounds.getWidth(), bounds.getMinY() + y * bounds.getHeight());
        });
    }

    /** Waits until a node has stayed where it is for a while: what was just brought to the front is still being laid out. */
    public void settled(Node node) {
        @Nullable Bounds[] last = {null};
        long[] since = {System.nanoTime()};
        Fx.until("a place for " + node.getId(), () -> {
            Bounds now = node.localToScreen(node.getLayoutBounds());
            if (now == null || !now.equals(last[0])) {
                last[0] = now;
                since[0] = System.nanoTime();
            }
            return System.nanoTime() - since[0] > 500_000_000L;
        });
    }

    /** The middle of a pixel of the picture on the paint canvas, on the screen: the picture lies centred in whole multiples. */
    public Point2D pixel(double x, double y) {
        Node canvas = node("#paint-canvas");
        return Fx.call(() -> {
            Bounds bounds = canvas.getLayoutBounds();
            int width = window.workbench().facts().input().width();
            int height = window.workbench().facts().input().height();
            double scale = Math.floor(Math.min(bounds.getWidth() / width, bounds.getHeight() / height));
            double left = Math.rint((bounds.getWidth() - width * scale) / 2);
            double top = Math.rint((bounds.getHeight() - height * scale) / 2);
            return canvas.localToScreen(left + (x + 0.5) * scale, top + (y + 0.5) * scale);
        });
    }

    /** Opens a scene by its card. */
    public void open(Scenario scenario) {
        if (!isStartShown()) {
            Fx.run(() -> window.actions().named("view.start").fire());
        }
        click(node("#card-" + scenario.id()));
        Fx.until("the scene " + scenario.id(), () -> {
            var facts = window.workbench().scene().get();
            return facts != null && facts.request().title().equals(scenario.title()) && !isStartShown();
        });
        untilAnswered();
    }

    /** The chosen images. */
    public Set<Integer> lit() {
        return Fx.call(() -> window.workbench().selection().chosen().get());
    }

    /** The newest answer's rates. */
    public AttackMetrics metrics() {
        return Fx.call(() -> Objects.requireNonNull(window.workbench().answer().get()))
                .metrics();
    }

    public void click(Node node) {
        click(middle(node));
    }

    public void click(Point2D place) {
        hand.clickOn(place, Motion.DIRECT);
        pause();
    }

    public void rightClick(Node node) {
        hand.rightClickOn(middle(node), Motion.DIRECT);
        pause();
    }

    /** Types words into what has the focus. */
    public void write(String words) {
        Window focused = Fx.call(() -> Window.getWindows().stream()
                .filter(Window::isFocused)
                .reduce((_, later) -> later)
                .orElse(stage));
        hand.targetWindow(focused).write(words);
        pause();
    }

    public void press(Point2D place) {
        Fx.run(() -> robot.mouseMove(place));
        pause();
        Fx.run(() -> robot.mousePress(MouseButton.PRIMARY));
        pause();
    }

    public void move(Point2D place) {
        Fx.run(() -> robot.mouseMove(place));
        pause();
    }

    public void release() {
        Fx.run(() -> robot.mouseRelease(MouseButton.PRIMARY));
        pause();
    }

    /** Presses, moves in steps of about one a frame, and lets go. */
    public void drag(Point2D from, Point2D to, int steps) {
        press(from);
        for (int i = 1; i <= steps; i++) {
            move(from.interpolate(to, (double) i / steps));
        }
        release();
    }

    /** Types keys together, such as Ctrl and Z. */
    public void keys(KeyCode... codes) {
        hand.push(codes);
        pause();
    }

    /** A hand is not faster than a frame. */
    private static void pause() {
        LockSupport.parkNanos(BETWEEN_EVENTS_NANOS);
        Fx.run(() -> {});
    }

    /** Waits until the answer includes all that was changed, and gives it. */
    public void untilAnswered() {
        long asked = Fx.call(() -> window.workbench().lastAsked());
        Fx.until("an answer to question " + asked, () -> {
            var answer = window.workbench().answer().get();
            return answer != null && answer.question().stamp() >= asked;
        });
    }

    @Override
    public void close() {
        Fx.run(stage::close);
        Thread closing = Fx.call(window::end);
        try {
            closing.join(TimeUnit.SECONDS.toMillis(30));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        if (closing.isAlive()) {
            throw new AssertionError("the engine did not close");
        }
    }
}
