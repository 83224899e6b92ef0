package org.triggerworkbench.experiment.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.evaluation.Interval;
import org.triggerworkbench.experiment.Assets;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.file.ExperimentFile;
import org.triggerworkbench.experiment.open.Sources;
import org.triggerworkbench.experiment.open.Subject;
import org.triggerworkbench.experiment.open.SubjectRequest;

class ScenariosTest {
    private static final int DEFENDERS_IMAGES = 1000;
    private static final long MOST_BYTES = 2L << 20;
    private static Compute compute;

    @BeforeAll
    static void open() {
        compute = Compute.open(ComputeDevice.CPU, 1);
    }

    @AfterAll
    static void close() {
        compute.close();
    }

    static List<Scenario> all() {
        return Scenarios.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void folder_isSmallAndWhole(Scenario scenario) throws IOException {
        Path folder = scenario.recipeFile().resolveSibling(".").normalize();
        try (Stream<Path> files = Files.list(folder)) {
            assertTrue(files.mapToLong(file -> file.toFile().length()).sum() <= MOST_BYTES, scenario.id());
        }
        Experiment recipe = ExperimentFile.read(scenario.recipeFile());
        assertEquals(scenario.data(), recipe.data().source());
        for (Path picture : List.of(scenario.beforePicture(), scenario.afterPicture())) {
            var pixels = ImageIO.read(picture.toFile());
            assertEquals(64, pixels.getWidth());
            assertEquals(64, pixels.getHeight());
        }
    }

    /** A defence of a scene is given training images that the scene's attack did not use: some must be left. */
    @ParameterizedTest
    @MethodSource("all")
    void recipe_leavesImagesForADefender(Scenario scenario) {
        Experiment.Data data = ExperimentFile.read(scenario.recipeFile()).data();
        int all = Sources.splitData(data.source()).train().size();
        assertTrue(
                data.train() > 0 && data.train() + data.validation() + DEFENDERS_IMAGES <= all,
                scenario.id() + " uses " + data.train() + " of " + all);
    }

    /** The short reader of these files and a whole TOML parser read the same. */
    @ParameterizedTest
    @MethodSource("all")
    void values_areThoseOfToml(Scenario scenario) throws IOException {
        TomlParseResult toml = Toml.parse(Assets.file(Scenarios.FOLDER + scenario.id() + "/scenario.toml"));
        assertFalse(toml.hasErrors());
        Map<String, String> written = new TreeMap<>();
        toml.dottedKeySet()
                .forEach(key -> written.put(
                        key,
                        switch (Objects.requireNonNull(toml.get(key))) {
                            case String text -> '"' + text + '"';
                            case TomlArray pair -> "[" + pair.get(0) + ", " + pair.get(1) + "]";
                            case Object number -> number.toString();
                        }));
        assertEquals(written, new TreeMap<>(Scenarios.values(scenario.id())));
    }

    @ParameterizedTest
    @MethodSource("all")
    void figures_areWhatIsMeasuredOnTheFirstImages(Scenario scenario) {
        Scenario.Expected told = scenario.live();
        AttackMetrics measured = measure(scenario.request(told.limit()));
        assertEquals(told.cleanAccuracy(), measured.cleanAccuracy());
        assertEquals(told.attackSuccess(), measured.attackSuccess());
        assertEquals(told.cleanTargetRate(), measured.cleanTargetRate());
        SubjectRequest control = scenario.controlRequest(told.limit());
        if (control != null) {
            assertEquals(told.control(), measure(control).attackSuccess());
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void control_staysWithinTheCleanTargetRate(Scenario scenario) {
        Scenario.Expected told = scenario.large();
        Interval clean = told.cleanTargetRate().wilson();
        assertTrue(told.control().wilson().low() <= clean.high() + 0.01, scenario.id());
        if (scenario.id().equals("clean-model")) {
            assertTrue(told.attackSuccess().value() >= clean.low());
            assertTrue(told.attackSuccess().value() <= clean.high());
        } else {
            assertTrue(told.attackSuccess().wilson().low() > clean.high());
        }
    }

    private static AttackMetrics measure(SubjectRequest request) {
        assertNotNull(request.trigger());
        try (Subject subject = Subject.open(compute, new Sources(compute), request)) {
            return subject.measure(100);
        }
    }
}
