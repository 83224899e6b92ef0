package org.triggerworkbench.app.paint.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.triggerworkbench.app.FakeFacts;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.Snapshots;
import org.triggerworkbench.app.paint.document.PaintBench;
import org.triggerworkbench.app.shared.Theme;

/** One of a thousand classes, found by what its name contains. */
class TargetBoxTest {
    private final FxRobot hand = new FxRobot();
    private final PaintBench bench = Fx.call(() -> new PaintBench(PaintBench.checker(2, 6)));
    private final TargetBox box = Fx.call(() -> {
        bench.open(PaintBench.checker(2, 6), PaintBench.SIDE, 12, 1000);
        return new TargetBox(bench.model, "trigger-target");
    });
    private final Stage stage = Fx.call(Stage::new);

    @BeforeEach
    void open() {
        Fx.run(() -> {
            VBox root = new VBox(box, new Button("elsewhere"));
            root.setMinSize(300, 400);
            stage.setScene(Fx.scene(root, 300, 400, new Theme(), false));
            stage.show();
        });
        Fx.until("the stage", () -> stage.isShowing() && box.getWidth() > 0);
        Fx.until("a box within", () -> inner() != null);
    }

    @AfterEach
    void close() {
        Fx.run(stage::hide);
    }

    private ComboBox<?> inner() {
        return (ComboBox<?>) box.lookup("#filtered");
    }

    private List<String> listed() {
        return Fx.call(() -> inner().getItems().stream().map(k -> "class " + k).toList());
    }

    private int target() {
        return Fx.call(() -> bench.workbench.target().get());
    }

    @Test
    void typedLetters_leaveThoseThatContainThem_andEnterTakesOne() {
        assertEquals(0, target());
        hand.clickOn(box, MouseButton.PRIMARY);
        Fx.until("the list", () -> box.isShowing() && listed().size() == 1000);
        hand.write("s 98");
        Fx.until("twenty lines", () -> listed().size() == 20);
        assertEquals("class 98", listed().getFirst());
        if (Snapshots.WANTED) {
            Fx.picture(Objects.requireNonNull(stage.getScene()), Path.of("target/snapshots/target-box.png"));
        }
        hand.type(KeyCode.ENTER);
        Fx.until("the target", () -> target() == 98);
        Fx.until("the list to close", () -> !box.isShowing());
        assertEquals(98, Fx.call(box::getValue));
        Fx.run(() -> bench.workbench.undo().undo());
        assertEquals(0, target());
        assertEquals(0, Fx.call(box::getValue));
    }

    @Test
    void escape_andLettersThatNothingContains_leaveTheTarget() {
        hand.clickOn(box, MouseButton.PRIMARY);
        hand.write("zz");
        Fx.until("no line", () -> listed().isEmpty());
        hand.type(KeyCode.ESCAPE);
        Fx.until("the list to close", () -> !box.isShowing());
        assertEquals(0, target());
        assertEquals(0, Fx.call(box::getValue));
        hand.clickOn(box, MouseButton.PRIMARY);
        hand.write("zz");
        Fx.until("no line", () -> listed().isEmpty());
        hand.clickOn("elsewhere");
        Fx.until("the list to close", () -> !box.isShowing());
        Fx.until("the target again", () -> Integer.valueOf(0).equals(box.getValue()));
        assertEquals(0, target());
    }

    @Test
    void sameNumberInOtherData_hasItsOtherName() {
        Fx.until("the first name", () -> shown().equals("class 0 ◎"));
        Fx.run(() -> bench.workbench.show(FakeFacts.scene(List.of("stop", "yield", "no entry", "parking"), 8), null));
        Fx.until("the other name", () -> shown().equals("stop ◎"));
    }

    private String shown() {
        return Fx.call(() -> box.lookupAll(".list-cell").stream()
                .map(cell -> ((Labeled) cell).getText())
                .filter(text -> text != null && !text.isEmpty())
                .findFirst()
                .orElse(""));
    }

    @Test
    void anotherScene_hasItsOwnClasses() {
        Fx.run(() -> {
            bench.workbench.edit("target", next -> next.target = 700);
            bench.open(PaintBench.checker(2, 6), PaintBench.SIDE, 12, 4);
        });
        assertEquals(4, listed().size());
        assertEquals(target(), Fx.call(box::getValue));
        Fx.run(() -> bench.open(PaintBench.checker(2, 6), PaintBench.SIDE, 12, 40));
        assertEquals(40, listed().size());
        assertEquals(target(), Fx.call(box::getValue));
    }
}
