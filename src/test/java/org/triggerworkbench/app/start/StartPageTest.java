package org.triggerworkbench.app.start;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.LookCheck;
import org.triggerworkbench.app.Snapshots;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.experiment.scenario.Scenario;
import org.triggerworkbench.experiment.scenario.Scenarios;

class StartPageTest {
    private static final Path SNAPSHOTS = Path.of("target/snapshots");

    @Test
    void rows_areEven() {
        assertEquals(6, CardGrid.columns(1792, 6));
        assertEquals(3, CardGrid.columns(1312, 6), "not five and an orphan");
        assertEquals(4, CardGrid.columns(1312, 7));
        assertEquals(1, CardGrid.columns(200, 6));
        assertEquals(1, CardGrid.columns(800, 1));
    }

    @Test
    void cards_useTheWidth_andNoneStandsAlone() {
        List<Scenario> scenarios = Scenarios.all();
        for (int[] size : new int[][] {{1000, 700}, {1440, 900}, {1920, 1080}}) {
            for (boolean dark : new boolean[] {false, true}) {
                Scene scene = Fx.call(() -> {
                    StartPage page = new StartPage(List.of(), _ -> {}, _ -> {});
                    page.show(scenarios);
                    page.showRecent(List.of());
                    Scene made = Fx.scene(page, size[0], size[1], new Theme(), dark);
                    page.layout();
                    return made;
                });
                Fx.run(() -> check(scene, scenarios, size[0]));
                if (Snapshots.WANTED) {
                    String name = String.format(
                            Locale.ROOT, "start-page-%s-%dx%d.png", dark ? "dark" : "light", size[0], size[1]);
                    Fx.picture(scene, SNAPSHOTS.resolve(name));
                }
            }
        }
    }

    private static void check(Scene scene, List<Scenario> scenarios, double width) {
        List<Bounds> cards = scenarios.stream()
                .map(scenario -> scene.lookup("#card-" + scenario.id()))
                .map(StartPageTest::place)
                .toList();
        var rows = cards.stream().collect(Collectors.groupingBy(Bounds::getMinY, Collectors.counting()));
        long most = rows.values().stream().mapToLong(each -> each).max().orElse(0);
        rows.values().forEach(count -> assertTrue(count > 1 && most - count <= 1, width + ": " + rows));
        double right = cards.stream().mapToDouble(Bounds::getMaxX).max().orElse(0);
        assertTrue(right > 0.85 * width && right <= width, width + ": cards reach to " + right);
        assertEquals(List.of(), LookCheck.faults(scene.getRoot()));
    }

    private static Bounds place(Node card) {
        return card.localToScene(card.getBoundsInLocal());
    }
}
