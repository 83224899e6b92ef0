package org.triggerworkbench.app.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.Scene;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCombination;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.Action;
import org.triggerworkbench.app.shared.Actions;
import org.triggerworkbench.app.shared.Icons;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.text.Messages;

/** All actions by menu, under one button: in groups of what belongs together, with lines between them. */
final class MainMenu {
    private static final Messages TEXT = Messages.of(MainMenu.class);

    /**
     * The groups of each menu, from above. A group lists ids; one that ends in a dot stands for all that begin with it. What
     * no group names comes before the last one.
     */
    private static final Map<Action.Menu, List<List<String>>> GROUPS = Map.of(
            Action.Menu.FILE,
            List.of(
                    List.of(
                            "file.open",
                            "file.openModel",
                            "file.openImages",
                            "file.openPrompt",
                            "file.openTrigger",
                            "file.openExperiment",
                            "file.openRun"),
                    List.of("file.openSession", "file.saveSession", "file.saveTrigger"),
                    List.of("file.exportFigure", "file.exportData"),
                    List.of("prompt."),
                    List.of("file.settings", "file.engine", "file.quit")),
            Action.Menu.EDIT,
            List.of(
                    List.of("edit.undo", "edit.redo"),
                    List.of("edit.copyExperiment", "edit.copyCommand", "edit.copyJson"),
                    List.of("edit.resetScene")),
            Action.Menu.VIEW,
            List.of(
                    List.of("view.start", "view.palette", "view.imagesPart", "view.clearSelection"),
                    List.of("compare."),
                    List.of("embedding."),
                    List.of("view.theme", "view.larger", "view.smaller")),
            Action.Menu.PAINT,
            List.of(
                    List.of("paint.new", "paint.openTrigger", "paint.keep", "paint.pin", "paint.anotherSample"),
                    List.of(
                            "paint.move",
                            "paint.brush",
                            "paint.eraser",
                            "paint.rectangle",
                            "paint.ellipse",
                            "paint.line",
                            "paint.fill",
                            "paint.checker",
                            "paint.noise",
                            "paint.text",
                            "paint.eyedropper"),
                    List.of("paint.picture", "paint.paste", "paint.setDown", "paint.remove"),
                    List.of("paint.zoomIn", "paint.zoomOut", "paint.fit")),
            Action.Menu.TRAIN,
            List.of(List.of("train."), List.of("optimise."), List.of("defend."), List.of("runs."), List.of("matrix.")),
            Action.Menu.WINDOW,
            List.of(
                    List.of("view.left", "view.right", "window.tasks"),
                    List.of("view.show."),
                    List.of("view.large."),
                    List.of("window.menu", "window.fullScreen", "window.reset")),
            Action.Menu.HELP,
            List.of(
                    List.of("help.shortcuts", "help.glossary"),
                    List.of("help.log", "help.folder"),
                    List.of("help.licences", "help.citation", "help.about")));

    /** What would make a menu too long, in a menu of its own: by the beginning of the ids. */
    private static final List<String> FOLDED =
            List.of("compare.", "embedding.", "view.large.", "train.", "optimise.", "defend.", "runs.", "matrix.");

    private MainMenu() {}

    static MenuButton of(Actions actions) {
        MenuButton all = Ui.styled(new MenuButton(), "tw-icon-button", "tw-menu");
        all.setId("menu");
        all.setGraphic(Icons.of("fth-menu"));
        all.setAccessibleText(TEXT.get("menu.all"));
        all.setTooltip(new Tooltip(TEXT.get("menu.tip")));
        for (Action.Menu menu : Action.Menu.values()) {
            List<MenuItem> items = items(groups(menu, actions), all);
            if (!items.isEmpty()) {
                Menu part = new Menu(TEXT.get("menu." + menu));
                part.setId("menu-" + menu);
                part.getItems().addAll(items);
                all.getItems().add(part);
            }
        }
        return all;
    }

    /** A menu's actions in its groups, empty ones left out. */
    static List<List<Action>> groups(Action.Menu menu, Actions actions) {
        List<Action> left = new ArrayList<>(
                actions.all().stream().filter(action -> action.menu() == menu).toList());
        List<List<Action>> groups = new ArrayList<>();
        for (List<String> names : GROUPS.getOrDefault(menu, List.of())) {
            List<Action> group = new ArrayList<>();
            for (String name : names) {
                group.addAll(
                        left.stream().filter(action -> stands(name, action)).toList());
            }
            left.removeAll(group);
            groups.add(group);
        }
        groups.add(Math.max(0, groups.size() - 1), left);
        return groups.stream().filter(group -> !group.isEmpty()).toList();
    }

    private static boolean stands(String name, Action action) {
        return name.endsWith(".") ? action.id().startsWith(name) : action.id().equals(name);
    }

    private static List<MenuItem> items(List<List<Action>> groups, MenuButton button) {
        List<MenuItem> items = new ArrayList<>();
        for (List<Action> group : groups) {
            if (!items.isEmpty()) {
                items.add(new SeparatorMenuItem());
            }
            Map<String, Menu> folded = new LinkedHashMap<>();
            for (Action action : group) {
                FOLDED.stream()
                        .filter(action.id()::startsWith)
                        .findFirst()
                        .ifPresentOrElse(
                                fold -> folded.computeIfAbsent(fold, name -> {
                                            Menu menu = new Menu(TEXT.get("menu.fold." + name.replace(".", "")));
                                            items.add(menu);
                                            return menu;
                                        })
                                        .getItems()
                                        .add(item(action, button)),
                                () -> items.add(item(action, button)));
            }
        }
        return items;
    }

    private static MenuItem item(Action action, MenuButton button) {
        MenuItem item = new MenuItem(action.title());
        item.setId("menu-" + action.id());
        item.setAccelerator(action.shortcut());
        item.disableProperty().bind(action.enabled().map(on -> !on));
        item.setOnAction(_ -> fire(action, button.getScene()));
        return item;
    }

    /** Does it, unless its shortcut is a letter alone and somebody is typing. */
    static void fire(Action action, Scene scene) {
        if (!isLetter(action.shortcut()) || !(scene.getFocusOwner() instanceof TextInputControl)) {
            action.fire();
        }
    }

    private static boolean isLetter(@Nullable KeyCombination keys) {
        return keys != null
                && keys.getControl() != KeyCombination.ModifierValue.DOWN
                && keys.getShortcut() != KeyCombination.ModifierValue.DOWN
                && keys.getAlt() != KeyCombination.ModifierValue.DOWN;
    }
}
