package org.triggerworkbench.app.paint.view;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.collections.FXCollections;
import javafx.scene.control.ListCell;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.paint.tools.PaintModel;
import org.triggerworkbench.app.shared.SearchBox;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.evaluation.Target;
import org.triggerworkbench.text.Messages;

/** The target class, chosen from all of them; typed letters leave those whose names contain them. */
final class TargetBox extends SearchBox<Integer> {
    private static final Messages TEXT = Messages.of(TargetBox.class);

    private List<String> names = List.of();

    TargetBox(PaintModel model, String id) {
        super(id, TEXT.get("target"));
        setTooltip(new Tooltip(TEXT.get("target.tip")));
        setMinWidth(60);
        // What typed letters are sought in.
        setConverter(new StringConverter<>() {
            @Override
            public String toString(Integer item) {
                return item == null || item >= names.size() ? "" : names.get(item);
            }

            @Override
            public Integer fromString(String name) {
                return names.indexOf(name);
            }
        });
        setCellFactory(_ -> cell(false));
        setButtonCell(cell(true));
        Workbench workbench = model.workbench();
        model.scene().subscribe(facts -> {
            names = facts == null ? List.of() : facts.classes();
            // For a moment there is no class, or the cell would keep the name that the same number had before.
            setValue(null);
            // Another list: the box inside still looks through the one before while values change.
            setItems(IntStream.range(0, names.size())
                    .boxed()
                    .collect(Collectors.toCollection(FXCollections::observableArrayList)));
            setDisable(facts == null);
            show(workbench.target().get());
        });
        workbench.target().subscribe(now -> show(now));
        valueProperty().subscribe(now -> {
            if (now != null && !now.equals(workbench.target().get())) {
                workbench.edit(TEXT.get("edit.target"), next -> next.target = now);
            }
        });
    }

    private ListCell<Integer> cell(boolean marked) {
        return new ListCell<>() {
            // Class 0 of other data has another name.
            @Override
            protected boolean isItemChanged(@Nullable Integer before, @Nullable Integer now) {
                return true;
            }

            @Override
            protected void updateItem(Integer item, boolean empty) {
                super.updateItem(item, empty);
                boolean there = !empty && item != null && item < names.size();
                setText(there ? Target.marked(names.get(item), marked) : "");
                // Names that begin alike differ at their end.
                setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
                setTooltip(there ? new Tooltip(names.get(item)) : null);
            }
        };
    }

    private void show(int target) {
        if (target < getItems().size()) {
            setValue(target);
        }
    }
}
