package org.triggerworkbench.app.compare;

import java.util.Locale;
import java.util.stream.Stream;
import javafx.geometry.HPos;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import org.triggerworkbench.app.shared.DefinedName;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.text.Messages;

/** The rates of both, with their counts, and by how much they differ. */
final class TwoMeasures extends GridPane {
    private static final Messages TEXT = Messages.of(TwoMeasures.class);

    TwoMeasures() {
        setId("models-measures");
        setHgap(12);
        setVgap(8);
        for (int i = 0; i < 4; i++) {
            ColumnConstraints column = new ColumnConstraints();
            column.setPercentWidth(i == 0 ? 31 : 23);
            column.setHalignment(i == 0 ? HPos.LEFT : HPos.RIGHT);
            getColumnConstraints().add(column);
        }
    }

    void show(String[] names, TwoAnswers shown) {
        getChildren().clear();
        Stream.of("A", "B").forEach(letter -> {
            int side = letter.equals("A") ? 0 : 1;
            Label name = Ui.secondary(TEXT.get("models.named", letter, names[side]));
            name.setTooltip(new Tooltip(names[side]));
            add(name, side + 1, 0);
        });
        add(Ui.secondary(TEXT.get("models.difference")), 3, 0);
        for (int i = 0; i < Measure.RATES.size(); i++) {
            Measure measure = Measure.RATES.get(i);
            Rate a = shown.a().metrics().rate(measure);
            Rate b = shown.b().metrics().rate(measure);
            DefinedName title = Ui.styled(DefinedName.of(measure.title(), measure), "tw-strong");
            title.setWrapText(true);
            add(title, 0, i + 1);
            add(cell(measure, "A", a), 1, i + 1);
            add(cell(measure, "B", b), 2, i + 1);
            add(new Label(difference(a, b)), 3, i + 1);
        }
    }

    private static VBox cell(Measure measure, String letter, Rate rate) {
        Label number = Ui.styled(new Label(Format.percent(rate)), "tw-strong");
        number.setId("models-" + measure.word() + "-" + letter);
        Label counts = Ui.wrapped(Ui.secondary(Format.counts(rate)));
        counts.setTextAlignment(TextAlignment.RIGHT);
        VBox cell = new VBox(number, counts);
        cell.setAlignment(Pos.TOP_RIGHT);
        return cell;
    }

    private static String difference(Rate a, Rate b) {
        return a.isDefined() && b.isDefined()
                ? String.format(Locale.ROOT, "%+.1f", 100 * (b.value() - a.value()))
                : Format.percent(Double.NaN);
    }
}
