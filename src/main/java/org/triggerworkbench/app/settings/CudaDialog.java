package org.triggerworkbench.app.settings;

import java.util.List;
import javafx.geometry.Insets;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.DialogPane;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.shared.DialogPlace;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.compute.GraphicsCard;
import org.triggerworkbench.compute.fetch.CudaFetch;
import org.triggerworkbench.compute.fetch.Sizes;
import org.triggerworkbench.text.Messages;

/** Says what "Use CUDA" fetches, from where, how much and into which folder, before anything of it is fetched. */
public final class CudaDialog {
    private static final Messages TEXT = Messages.of(CudaDialog.class);
    private static final double WIDTH = 560;
    private static final ButtonType FETCH = new ButtonType(TEXT.get("cuda.fetch"), ButtonBar.ButtonData.OK_DONE);

    private CudaDialog() {}

    /** The dialog, not yet shown; {@link #isAgreed} tells its answer. Window thread only. */
    public static Dialog<ButtonType> of(
            @Nullable Window owner, Theme theme, CudaFetch.Offer offer, List<GraphicsCard> cards) {
        Dialog<ButtonType> dialog = new Dialog<>();
        DialogPlace.own(dialog, owner);
        dialog.setTitle(TEXT.get("cuda.title"));
        dialog.setResizable(true);
        VBox facts = new VBox(8);
        facts.setPadding(new Insets(16, 16, 0, 16));
        facts.getChildren().add(line("cuda-what", TEXT.get("cuda.what")));
        if (cards.isEmpty()) {
            Label none = line("cuda-cards", TEXT.get("cuda.noCard"));
            none.getStyleClass().add("tw-strong");
            facts.getChildren().add(none);
        }
        for (GraphicsCard card : cards) {
            facts.getChildren()
                    .add(line("cuda-cards", TEXT.get("cuda.card", card.name(), card.driver(), card.freeMiB())));
        }
        String size = offer.bytes() > 0 ? Sizes.shown(offer.bytes()) : TEXT.get("cuda.unknownSize");
        facts.getChildren()
                .addAll(
                        line("cuda-size", TEXT.get("cuda.size", size)),
                        line("cuda-from", TEXT.get("cuda.from", offer.source().address())),
                        line("cuda-place", TEXT.get("cuda.place", offer.folder(), Sizes.shown(offer.free()))));
        if (offer.here() > 0) {
            facts.getChildren().add(line("cuda-here", TEXT.get("cuda.here", Sizes.shown(offer.here()))));
        }
        facts.getChildren().add(line("cuda-then", TEXT.get("cuda.then")));
        DialogPane pane = dialog.getDialogPane();
        pane.setId("cuda");
        pane.setContent(facts);
        pane.setPrefWidth(WIDTH);
        pane.getButtonTypes().setAll(FETCH, ButtonType.CANCEL);
        theme.dress(pane.getScene());
        return dialog;
    }

    /** Whether a button is the one that agrees. */
    public static boolean isAgreed(ButtonType pressed) {
        return pressed.equals(FETCH);
    }

    private static Label line(String id, String text) {
        Label label = Ui.wrapped(new Label(text));
        label.setId(id);
        return label;
    }
}
