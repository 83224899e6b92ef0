package org.triggerworkbench.app.paint.view;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import org.triggerworkbench.app.paint.tools.PaintModel;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.evaluation.Target;
import org.triggerworkbench.text.Messages;

/** The target class, chosen from all of them; typed letters go to the next class that begins with them. */
final class TargetBox extends ComboBox<Integer> {
    private static final Messages TEXT = Messages.of(TargetBox.class);
    private static final long PATIENCE = 1_000_000_000L;
    private static final int ROWS = 12;

    private List<String> names = List.of();
    private String typed = "";
    private long typedAt;

    TargetBox(PaintModel model) {
        Ui.named(this, "trigger-target", TEXT.get("target"));
        setTooltip(new Tooltip(TEXT.get("target.tip")));
        setVisibleRowCount(ROWS);
        setMinWidth(60);
        setMaxWidth(Double.MAX_VALUE);
        setCellFactory(_ -> cell(false));
        setButtonCell(cell(true));
        Workbench workbench = model.workbench();
        model.scene().subscribe(facts -> {
            names = facts == null ? List.of() : facts.classes();
            Integer[] numbers = new Integer[names.size()];
            Arrays.setAll(numbers, i -> i);
            getItems().setAll(numbers);
            setDisable(facts == null);
            show(workbench.target().get());
        });
        workbench.target().subscribe(now -> show(now));
        valueProperty().subscribe(now -> {
            if (now != null && !now.equals(workbench.target().get())) {
                workbench.edit(TEXT.get("edit.target"), next -> next.target = now);
            }
        });
        addEventFilter(KeyEvent.KEY_TYPED, this::type);
    }

    private ListCell<Integer> cell(boolean marked) {
        return new ListCell<>() {
            @Override
            protected void updateItem(Integer item, boolean empty) {
                super.updateItem(item, empty);
                setText(empty || item == null || item >= names.size() ? "" : Target.marked(names.get(item), marked));
            }
        };
    }

    private void show(int target) {
        if (target < getItems().size()) {
            setValue(target);
        }
    }

    private void type(KeyEvent event) {
        String letter = event.getCharacter();
        if (letter.isEmpty() || Character.isISOControl(letter.charAt(0)) || event.isShortcutDown()) {
            return;
        }
        long now = System.nanoTime();
        boolean again = now - typedAt > PATIENCE;
        typed = (again ? "" : typed) + letter.toLowerCase(Locale.ROOT);
        typedAt = now;
        int from = Math.max(0, getSelectionModel().getSelectedIndex() + (typed.length() == 1 ? 1 : 0));
        for (int i = 0; i < names.size(); i++) {
            int at = (from + i) % names.size();
            if (names.get(at).toLowerCase(Locale.ROOT).startsWith(typed)) {
                setValue(at);
                break;
            }
        }
        event.consume();
    }
}
