package org.triggerworkbench.app.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.application.Platform;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.RealScene;
import org.triggerworkbench.app.embedding.map.EmbeddingModel;
import org.triggerworkbench.app.embedding.map.MapFrame;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Tokens;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.data.picture.PictureFiles;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.evaluation.Rate;

class FigureExportTest {
    private static RealScene real;
    private static FigureShot shot;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        real = new RealScene(32);
        EmbeddingModel embedding = Fx.call(() -> new EmbeddingModel(real.workbench()));
        real.answered();
        real.until("the answer's map", embedding::tick, () -> {
            MapFrame frame = embedding.frame().get();
            return frame != null
                    && frame.answer().equals(real.workbench().answer().get());
        });
        shot = Fx.call(() -> FigureShot.of(real.workbench(), embedding.frame().get(), List.of())
                .orElseThrow());
        Fx.run(embedding::close);
    }

    @AfterAll
    static void close() {
        real.close();
    }

    private Path saved(String name, Tokens tokens) {
        List<Path> saved = new ArrayList<>();
        try (BackgroundTasks works = new BackgroundTasks(Platform::runLater)) {
            Theme theme = Fx.call(Theme::new);
            Fx.run(() -> {
                theme.tokens().set(tokens);
                new FigureExport(works, theme).save(shot, folder.resolve(name), saved::add);
            });
            Fx.until("it is written", () -> !saved.isEmpty());
        }
        return saved.getFirst();
    }

    @Test
    void save_composesThePicture_andTheJsonSaysTheSameAnswer() throws IOException {
        for (Tokens tokens : List.of(Tokens.LIGHT, Tokens.DARK)) {
            Path file = saved("figure.PNG", tokens);
            assertEquals(folder.resolve("figure.png"), file);
            Picture figure = PictureFiles.read(file);
            assertEquals(2 * FigurePage.WIDTH, figure.width());
            Path snapshots = Files.createDirectories(Path.of("target/snapshots"));
            Files.copy(
                    file,
                    snapshots.resolve(tokens.dark() ? "figure-dark.png" : "figure.png"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        JsonObject json = JsonParser.parseString(Files.readString(folder.resolve("figure.json")))
                .getAsJsonObject();
        Rate success = shot.answer().metrics().attackSuccess();
        JsonObject told = json.getAsJsonObject("metrics").getAsJsonObject("attackSuccessRate");
        assertEquals(success.hits(), told.get("hits").getAsLong());
        assertEquals(success.n(), told.get("n").getAsLong());
        for (String what : List.of("model", "images", "trigger")) {
            assertTrue(json.getAsJsonObject("sha256").get(what).getAsString().matches("[0-9a-f]{64}"), what);
        }
        assertEquals(
                shot.facts().request().seed(),
                json.getAsJsonObject("seeds").get("images").getAsLong());
        assertTrue(json.getAsJsonObject("versions").has("engine"));
    }

    @Test
    void save_writesVectors_whoseTextStaysText() throws IOException {
        String svg = Files.readString(saved("figure.svg", Tokens.LIGHT));
        assertTrue(svg.contains("Attack success rate"), "the caption is text");
        byte[] pdf = Files.readAllBytes(saved("figure.pdf", Tokens.LIGHT));
        assertTrue(new String(pdf, 0, 5, StandardCharsets.US_ASCII).startsWith("%PDF-"));
    }

    @Test
    void lines_tellEachRateWithItsCounts() {
        List<String> lines =
                new FigureFacts("Scene", Map.of(Measure.ATTACK_SUCCESS, new Rate(57, 58)), Map.of("seed", "7")).lines();
        assertEquals(List.of("Scene", "Attack success rate 98.3% (57 of 58, 90.9 to 99.7)", "seed: 7"), lines);
    }
}
