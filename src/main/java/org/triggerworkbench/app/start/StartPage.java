package org.triggerworkbench.app.start;

import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.triggerworkbench.app.shared.Action;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.experiment.scenario.Scenario;
import org.triggerworkbench.text.Messages;

/** What is seen first: scenes that are ready, ways to open one's own, and what was opened last. */
public final class StartPage extends ScrollPane {
    private static final Messages TEXT = Messages.of(StartPage.class);

    private final VBox recent = new VBox(0);
    private final Consumer<String> openRecent;
    private final CardGrid cards = new CardGrid();
    private final Consumer<Scenario> openScenario;

    /**
     * @param opens actions that open one's own things
     * @param openScenario is given the card that was chosen
     * @param openRecent is given the path that was chosen
     */
    public StartPage(List<Action> opens, Consumer<Scenario> openScenario, Consumer<String> openRecent) {
        this.openScenario = openScenario;
        this.openRecent = openRecent;
        setId("start");
        setFitToWidth(true);
        getStyleClass().add("tw-start");
        Label question = Ui.styled(new Label(TEXT.get("start.question")), "tw-question");
        question.setMinHeight(Region.USE_PREF_SIZE);
        Label lead = Ui.styled(new Label(TEXT.get("start.lead")), "tw-lead");
        FlowPane buttons = new FlowPane(8, 8);
        for (Action open : opens) {
            buttons.getChildren().add(Ui.button(open));
        }
        VBox own = new VBox(12, section("start.own"), buttons, Ui.wrapped(Ui.secondary(TEXT.get("start.drop"))));
        VBox last = new VBox(12, section("start.recent"), recent);
        HBox.setHgrow(own, Priority.ALWAYS);
        HBox.setHgrow(last, Priority.ALWAYS);
        own.setPrefWidth(400);
        last.setPrefWidth(400);
        VBox page = new VBox(question, lead, cards, new HBox(48, own, last));
        page.getStyleClass().add("tw-start-page");
        setContent(page);
    }

    private static Label section(String key) {
        return Ui.styled(new Label(TEXT.get(key)), "tw-start-heading");
    }

    /** The scenes, once they are read. */
    public void show(List<Scenario> scenarios) {
        cards.show(scenarios.stream()
                .map(scenario -> new ScenarioCard(scenario, () -> openScenario.accept(scenario)))
                .toList());
        if (!cards.getChildren().isEmpty()) {
            cards.getChildren().getFirst().requestFocus();
        }
    }

    /** What was opened last, newest first. */
    public void showRecent(List<String> paths) {
        recent.getChildren().clear();
        if (paths.isEmpty()) {
            recent.getChildren().add(Ui.wrapped(Ui.secondary(TEXT.get("start.noRecent"))));
        }
        for (String path : paths) {
            Hyperlink link = Ui.styled(new Hyperlink(path), "tw-link");
            link.setOnAction(_ -> openRecent.accept(path));
            recent.getChildren().add(link);
        }
    }
}
