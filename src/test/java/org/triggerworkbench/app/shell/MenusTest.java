package org.triggerworkbench.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCode;
import javafx.stage.Window;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.RealWindow;
import org.triggerworkbench.app.shared.Action;
import org.triggerworkbench.app.shared.Tokens;

/** Menus and palette on a real stage. */
class MenusTest extends OnRealStage {
    @BeforeAll
    static void open() {
        take(new RealWindow(1000, 700));
    }

    @Test
    void everyAction_standsInAMenuOnce() {
        List<String> items =
                Fx.call(() -> ((MenuButton) hand.window.scene().getRoot().lookup("#menu"))
                        .getItems().stream()
                                .flatMap(MenusTest::below)
                                .map(MenuItem::getId)
                                .filter(Objects::nonNull)
                                .sorted()
                                .toList());
        List<String> actions = Fx.call(() -> hand.window.actions().all().stream()
                .map(action -> "menu-" + action.id())
                .sorted()
                .toList());
        assertEquals(actions, items);
    }

    private static Stream<MenuItem> below(MenuItem item) {
        return item instanceof Menu menu ? menu.getItems().stream().flatMap(MenusTest::below) : Stream.of(item);
    }

    @Test
    void menus_areShortGroups_withLinesBetween() {
        List<Menu> menus =
                Fx.call(() -> ((MenuButton) hand.window.scene().getRoot().lookup("#menu"))
                        .getItems().stream().map(Menu.class::cast).toList());
        assertEquals(
                List.of("File", "Edit", "View", "Paint", "Run", "Window", "Help"),
                menus.stream().map(Menu::getText).toList());
        for (Menu menu : menus) {
            List<MenuItem> items = menu.getItems();
            assertTrue(items.size() > 1, menu.getText());
            assertTrue(items.size() <= 26, menu.getText() + " has " + items.size());
            assertTrue(items.stream().anyMatch(SeparatorMenuItem.class::isInstance), menu.getText());
            assertFalse(items.getFirst() instanceof SeparatorMenuItem, menu.getText());
            assertFalse(items.getLast() instanceof SeparatorMenuItem, menu.getText());
            for (int i = 1; i < items.size(); i++) {
                assertFalse(
                        items.get(i) instanceof SeparatorMenuItem && items.get(i - 1) instanceof SeparatorMenuItem,
                        menu.getText());
            }
        }
        assertEquals("menu-file.quit", menus.getFirst().getItems().getLast().getId());
    }

    @Test
    void startPage_listsWhatWasOpenedSinceItWasLeft() {
        Fx.run(() -> {
            hand.window.showView("train");
            hand.settings.remember("/elsewhere/a-model-of-my-own.pt");
            hand.window.actions().named("view.start").fire();
        });
        assertTrue(Fx.call(() -> hand.window.scene().getRoot().lookupAll(".hyperlink").stream()
                .anyMatch(link -> ((Labeled) link).getText().endsWith("a-model-of-my-own.pt"))));
    }

    @Test
    void f10_opensTheMenu_asElsewhere() {
        hand.keys(KeyCode.F10);
        assertTrue(probe.popup().isShowing());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void menus_lookRight(boolean dark) {
        Tokens tokens = dress(dark);
        List<String> faults = new ArrayList<>();
        hand.click(hand.node("#menu"));
        probe.popup();
        MenuButton all = (MenuButton) hand.node("#menu");
        for (MenuItem item : List.copyOf(all.getItems())) {
            hand.keys(KeyCode.DOWN);
            hand.keys(KeyCode.RIGHT);
            Fx.until("the menu " + item.getText(), () -> probe.popups().size() == 2);
            faults.addAll(probe.faults("menu-" + item.getText() + (dark ? "-dark" : "-light"), tokens.page()));
            hand.keys(KeyCode.LEFT);
            Fx.until("it to close", () -> probe.popups().size() == 1);
        }
        assertEquals(List.of(), faults.stream().distinct().toList());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void palette_hasWhatWasChosenLastFirst_andItsWordsInTheMiddle(boolean dark) {
        Tokens tokens = dress(dark);
        choose("clear selection");
        choose("show train");
        hand.keys(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
        ListView<?> list = (ListView<?>) probe.inside("palette-list");
        assertEquals("view.show.train", ((Action) list.getItems().get(0)).id());
        assertEquals("view.clearSelection", ((Action) list.getItems().get(1)).id());
        assertEquals(0, Fx.call(() -> list.getSelectionModel().getSelectedIndex()));
        assertEquals(List.of(), probe.faults("palette" + (dark ? "-dark" : "-light"), tokens.page()));
        List<Double> offsets = Fx.call(() -> {
            List<Double> away = new ArrayList<>();
            for (Node cell : list.lookupAll(".list-cell")) {
                Bounds whole = cell.localToScene(cell.getLayoutBounds());
                for (Node label : cell.lookupAll(".label")) {
                    Bounds words = label.localToScene(label.getLayoutBounds());
                    away.add(Math.abs(whole.getCenterY() - words.getCenterY()));
                }
            }
            return away;
        });
        assertFalse(offsets.isEmpty());
        assertTrue(offsets.stream().allMatch(away -> away <= 1.5), offsets.toString());
        hand.write("no such thing");
        Fx.until("nothing found", () -> list.getItems().isEmpty());
        assertEquals(List.of(), probe.faults("palette-none" + (dark ? "-dark" : "-light"), tokens.page()));
        hand.keys(KeyCode.ESCAPE);
    }

    private static void choose(String words) {
        hand.keys(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
        ListView<?> list = (ListView<?>) probe.inside("palette-list");
        hand.write(words);
        Fx.until("one line", () -> list.getItems().size() == 1);
        hand.keys(KeyCode.ENTER);
        Fx.until("no palette", () -> probe.popups().isEmpty());
    }

    @Test
    void quit_asksTheStage_whichMaySayNo() {
        List<String> asked = new ArrayList<>();
        Fx.run(() -> hand.stage.setOnCloseRequest(event -> {
            asked.add("close");
            event.consume();
        }));
        hand.keys(KeyCode.CONTROL, KeyCode.Q);
        Fx.until("the question", () -> !asked.isEmpty());
        assertTrue(Fx.call(hand.stage::isShowing));
        Fx.run(() -> hand.stage.setOnCloseRequest(null));
    }

    @Test
    void usualLayout_bringsBackWhatWasFoldedAndMoved() {
        Fx.run(() -> {
            hand.window.shell().rightShown().set(false);
            hand.window.shell().toggleMaximised("train");
            hand.window.actions().named("window.reset").fire();
        });
        assertTrue(Fx.call(() -> hand.window.shell().rightShown().get()));
        for (String id : List.of("#rail-right", "#paint-canvas")) {
            hand.node(id);
        }
    }

    @Test
    void tasks_openByShortcut() {
        hand.keys(KeyCode.CONTROL, KeyCode.DIGIT3);
        Window list = probe.popup();
        probe.inside("tasks-none");
        hand.keys(KeyCode.ESCAPE);
        Fx.until("no list", () -> !list.isShowing());
    }
}
