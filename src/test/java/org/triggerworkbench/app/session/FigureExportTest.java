package org.triggerworkbench.app.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.data.picture.PictureFiles;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.evaluation.Rate;

class FigureExportTest {
    @TempDir
    private Path folder;

    @Test
    void save_writesThePictureWithItsStripAndTheSameFacts() throws IOException {
        Map<Measure, Rate> rates = new LinkedHashMap<>();
        rates.put(Measure.ATTACK_SUCCESS, new Rate(57, 58));
        rates.put(Measure.CLEAN_ACCURACY, new Rate(47, 64));
        rates.put(Measure.ROBUST_ACCURACY, Rate.NONE);
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("model", "Road signs CLIP");
        settings.put("trigger", "patch 8 x 8 px, at 55, 55, opacity 1.00");
        settings.put("seed", "7");
        FigureFacts facts = new FigureFacts("Backdoored prompt", rates, settings);
        List<Path> saved = new ArrayList<>();
        try (BackgroundTasks works = new BackgroundTasks(Platform::runLater)) {
            Theme theme = Fx.call(Theme::new);
            StackPane root = Fx.call(() -> Ui.styled(new StackPane(new Label("the window")), "tw-panel"));
            Scene scene = Fx.scene(root, 700, 300, theme, false);
            Fx.run(() -> new FigureExport(works, theme)
                    .save(scene.getRoot(), facts, folder.resolve("figure.PNG"), saved::add));
            Fx.until("it is written", () -> !saved.isEmpty());
        }
        assertEquals(List.of(folder.resolve("figure.png")), saved);
        Picture figure = PictureFiles.read(folder.resolve("figure.png"));
        assertEquals(1400, figure.width());
        assertTrue(figure.height() > 600 + 60, "there is a strip below");
        Files.createDirectories(Path.of("target/snapshots"));
        Files.copy(
                folder.resolve("figure.png"),
                Path.of("target/snapshots/figure.png"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        JsonObject json = JsonParser.parseString(Files.readString(folder.resolve("figure.json")))
                .getAsJsonObject();
        JsonObject success = json.getAsJsonObject("metrics").getAsJsonObject("attackSuccessRate");
        assertEquals(57, success.get("hits").getAsInt());
        assertEquals(0.997, success.get("high").getAsDouble(), 1e-3);
        assertTrue(json.getAsJsonObject("metrics")
                .getAsJsonObject("robustAccuracy")
                .get("value")
                .isJsonNull());
        assertEquals("7", json.getAsJsonObject("settings").get("seed").getAsString());
    }

    @Test
    void lines_tellEachRateWithItsCounts() {
        List<String> lines =
                new FigureFacts("Scene", Map.of(Measure.ATTACK_SUCCESS, new Rate(57, 58)), Map.of("seed", "7")).lines();
        assertEquals(List.of("Scene", "Attack success rate 98.3% (57 of 58, 90.9 to 99.7)", "seed: 7"), lines);
    }
}
