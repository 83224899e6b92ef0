package org.triggerworkbench.app.compare;

import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.text.Messages;

/** How alike A and B are, on the clean and on the triggered images, and what that means. */
final class ResemblanceBox extends VBox {
    private static final Messages TEXT = Messages.of(ResemblanceBox.class);

    private final Label agreement = Ui.wrapped(new Label());
    private final Label cka = Ui.wrapped(new Label());
    private final Label definitions = Ui.wrapped(Ui.secondary(""));

    ResemblanceBox() {
        super(2);
        agreement.setId("models-agreement");
        cka.setId("models-cka");
        getChildren().addAll(Ui.heading(TEXT.get("alike.title")), agreement, cka, definitions);
    }

    void show(TwoAnswers shown) {
        Resemblance clean = shown.clean();
        Resemblance triggered = shown.triggered();
        agreement.setText(
                triggered == null
                        ? TEXT.get("alike.agreement.clean", counted(clean))
                        : TEXT.get("alike.agreement", counted(clean), counted(triggered)));
        String space = shown.a().question().space();
        cka.setText(
                triggered == null
                        ? TEXT.get("alike.cka.clean", space, number(clean))
                        : TEXT.get("alike.cka", space, number(clean), number(triggered)));
        definitions.setText(TEXT.get("alike.definition", clean.agreement().n()));
    }

    private static String counted(Resemblance of) {
        return TEXT.get(
                "alike.counted",
                Format.percent(of.agreement()),
                of.agreement().hits(),
                of.agreement().n());
    }

    private static String number(@Nullable Resemblance of) {
        return of == null || Double.isNaN(of.cka()) ? TEXT.get("value.none") : Format.number(of.cka(), 2);
    }
}
