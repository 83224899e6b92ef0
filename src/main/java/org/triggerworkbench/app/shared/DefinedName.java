package org.triggerworkbench.app.shared;

import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.controlsfx.control.PopOver;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.text.Term;

/** A name whose definition is one click away: in a pop-over, which stays open once it is torn off. */
public final class DefinedName extends Hyperlink {
    private static final Messages TEXT = Messages.of(DefinedName.class);
    private static final double WIDTH = 300;

    private final String title;
    private final String definition;
    private final @Nullable String formula;

    private DefinedName(String shown, String title, String definition, @Nullable String formula) {
        super(shown);
        this.title = title;
        this.definition = definition;
        this.formula = formula;
        getStyleClass().add("tw-defined");
        setTooltip(Ui.tip(definition));
        setAccessibleText(TEXT.get("defined.read", shown));
        setOnAction(_ -> {
            // It is not gone to: it looks the same after each click.
            setVisited(false);
            tell();
        });
    }

    /**
     * A measure with its definition and formula.
     *
     * @param shown its name where it stands
     */
    public static DefinedName of(String shown, Measure measure) {
        return new DefinedName(shown, measure.titleWithSymbol(), measure.definition(), measure.formula());
    }

    /**
     * A word of the field.
     *
     * @param shown the word where it stands
     */
    public static DefinedName of(String shown, Term term) {
        return new DefinedName(shown, term.title(), term.definition(), null);
    }

    private void tell() {
        PopOver over = new PopOver(content());
        // The theme draws it.
        over.getRoot().getStylesheets().clear();
        over.setTitle(title);
        over.setHeaderAlwaysVisible(true);
        over.setCloseButtonEnabled(true);
        over.setDetachable(true);
        over.setArrowLocation(PopOver.ArrowLocation.RIGHT_TOP);
        over.setAnimated(false);
        over.show(this);
    }

    private VBox content() {
        VBox content = Ui.styled(new VBox(8, Ui.wrapped(new Label(definition))), "tw-definition");
        if (formula != null) {
            content.getChildren().add(Ui.wrapped(Ui.styled(new Label(formula), "tw-formula")));
        }
        content.setPrefWidth(WIDTH);
        content.setMaxWidth(WIDTH);
        return content;
    }
}
