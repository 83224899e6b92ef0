package org.triggerworkbench.app.start;

import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.triggerworkbench.app.shared.Format;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.experiment.scenario.Scenario;
import org.triggerworkbench.text.Messages;

/** A scenario on the start page: before, after, how many are fooled, and one line. */
final class ScenarioCard extends VBox {
    private static final Messages TEXT = Messages.of(ScenarioCard.class);
    /** The narrowest that holds its words. */
    static final double LEAST = 244;

    private static final double PICTURE = 104;
    private static final double LARGEST_PICTURE = 124;
    private static final double GAP = 8;
    /** Padding and border at both sides. */
    private static final double AROUND = 30;

    private final List<Region> pictures;

    ScenarioCard(Scenario scenario, Runnable open) {
        getStyleClass().add("tw-card");
        setId("card-" + scenario.id());
        setAccessibleRole(AccessibleRole.BUTTON);
        setAccessibleText(TEXT.get("card.read", scenario.title(), scenario.promise()));
        setFocusTraversable(true);
        setMinWidth(LEAST);
        setPrefWidth(LEAST);
        pictures = List.of(
                picture(scenario.beforePicture().toUri().toString()),
                scenario.withheld()
                        ? secret()
                        : picture(scenario.afterPicture().toUri().toString()));
        Label clean = Ui.styled(new Label(TEXT.get("card.clean")), "tw-clean", "tw-small");
        double rate = scenario.large().attackSuccess().value();
        boolean fools = scenario.large().attackSuccess().wilson().low()
                > scenario.large().cleanTargetRate().wilson().high();
        Label fooled = Ui.styled(
                new Label(
                        scenario.withheld()
                                ? TEXT.get("card.withheld")
                                : TEXT.get("card.fooled", Format.percent(rate))),
                fools && !scenario.withheld() ? "tw-triggered" : "tw-control",
                "tw-small");
        HBox row = new HBox(GAP, new VBox(4, pictures.get(0), clean), new VBox(4, pictures.get(1), fooled));
        Label promise = Ui.wrapped(Ui.secondary(scenario.promise()));
        VBox.setVgrow(promise, Priority.ALWAYS);
        promise.setMaxHeight(Double.MAX_VALUE);
        promise.setAlignment(Pos.TOP_LEFT);
        getChildren().addAll(row, Ui.heading(scenario.title()), promise);
        setOnMouseClicked(_ -> open.run());
        setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
                open.run();
                event.consume();
            }
        });
    }

    /** How high it is at a width, with pictures as large as have room in it. */
    double heightAt(double width) {
        double side = Math.clamp(Math.floor((width - AROUND - GAP) / 2), PICTURE, LARGEST_PICTURE);
        for (Region picture : pictures) {
            if (picture.getPrefWidth() != side) {
                picture.setMinSize(side, side);
                picture.setPrefSize(side, side);
                picture.setMaxSize(side, side);
            }
        }
        return prefHeight(width);
    }

    /** In the place of the picture that would tell. */
    private static StackPane secret() {
        StackPane place = Ui.styled(new StackPane(Ui.styled(new Label("?"), "tw-secret-mark")), "tw-secret");
        place.setMinSize(PICTURE, PICTURE);
        place.setPrefSize(PICTURE, PICTURE);
        return place;
    }

    private static StackPane picture(String url) {
        // In the background: the window thread reads no file. Enlarged by a whole factor so that pixels stay sharp.
        ImageView view = new ImageView(new Image(url, 64 * 4, 64 * 4, true, false, true));
        StackPane place = new StackPane(view);
        place.setMinSize(PICTURE, PICTURE);
        place.setPrefSize(PICTURE, PICTURE);
        view.fitWidthProperty().bind(place.prefWidthProperty());
        view.fitHeightProperty().bind(place.prefHeightProperty());
        return place;
    }
}
