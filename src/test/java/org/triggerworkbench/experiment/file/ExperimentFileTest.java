package org.triggerworkbench.experiment.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.attack.Attacks;
import org.triggerworkbench.method.ParameterValues;
import org.triggerworkbench.text.InputException;

class ExperimentFileTest {
    @TempDir
    Path folder;

    @Test
    void read_ofAnEmptyFileGivesThePresets() throws IOException {
        Experiment read = read("");
        Map<String, Object> presets = ParameterValues.of(
                        Attacks.named("badvisualprompt").parameters(), Map.of())
                .all();
        Experiment.AttackSpec attack = new Experiment.AttackSpec("badvisualprompt", "0", presets);
        assertEquals(with(Experiment.PRESET, attack), read);
    }

    @Test
    void read_takesGivenValues() throws IOException {
        Experiment read = read("""
                name = "mine"
                seed = -7
                [attack]
                target = 3
                poisoning-rate = 0.1
                [training]
                learning-rate = 1
                """);
        assertEquals("mine", read.name());
        assertEquals(-7, read.seed());
        assertEquals("3", read.job().target());
        assertEquals(0.1, read.job().values().get("poisoning-rate"));
        assertEquals(1.0, read.training().learningRate());
        assertEquals(Experiment.PRESET.training().batch(), read.training().batch());
    }

    @Test
    void write_thenReadIsTheSame() throws IOException {
        Experiment strange = with(
                read(
                        "name = \"a \\\"b\\\" \\\\ \\u00e9\\n\"\nseed = 9223372036854775807\n[training]\nlearning-rate = 1e-7"),
                read("[attack]\nlambda = 0.3\nweighting = \"two-mean\"\ntarget = \"stop\"")
                        .job());
        Path file = folder.resolve("written.toml");
        ExperimentFile.write(file, strange);
        assertEquals(strange, ExperimentFile.read(file));
        assertEquals(ExperimentFile.text(strange), Files.readString(file));
    }

    @Test
    void read_tellsUnknownKeysWithLineAndNearestKey() {
        assertFault("\nsead = 1", 2, "\"sead\"", "\"seed\"");
        assertFault("[training]\n\nepoch = 3", 3, "\"epoch\"", "\"epochs\"");
        assertFault("[training]\nlearningrate = 3", 2, "\"learningrate\"", "\"learning-rate\"");
        assertFault("[atack]\ntarget = 3", 1, "\"atack\"", "\"attack\"");
        assertFault("[attack]\ntarget = 3\nlamda = 2", 3, "\"lamda\"", "\"lambda\"");
        // The name of the table that is read apart is no key of the other tables.
        assertFault("[training]\nattack = 3", 2, "\"attack\"", "did you mean");
    }

    /** As published for visual prompts trained with SGD. */
    @Test
    void read_takesALargeLearningRate() throws IOException {
        assertEquals(
                40,
                read("[training]\noptimizer = \"sgd\"\nlearning-rate = 40")
                        .training()
                        .learningRate());
    }

    @Test
    void read_takesTheWishToLeaveOutBrokenPictures() throws IOException {
        assertFalse(read("").data().skipBroken());
        assertTrue(read("[data]\nskip-broken = true").data().skipBroken());
        assertTrue(read("[data]\nskip-broken = true\n[defense]\nmethod = \"neural-cleanse\"")
                .data()
                .skipBroken());
        assertFault("[data]\nskip-broken = 1", 2, "\"skip-broken\"", "true or false");
    }

    @Test
    void read_takesTheOutputOfAModel_butNotOfANewOne() throws IOException {
        assertEquals("", read("").model().output());
        assertEquals(
                "1", read("[model]\nsource = \"net.pt\"\noutput = 1").model().output());
        assertSentence(
                "[model]\nsource = \"new\"\narchitecture = \"cifar-resnet20\"\noutput = \"aux\"",
                "model.output",
                "one output");
    }

    @Test
    void read_tellsWrongTypes() {
        assertFault("seed = \"one\"", 1, "\"seed\"", "a whole number");
        assertFault("[training]\nepochs = 1.5", 2, "\"epochs\"", "a whole number");
        assertFault("[training]\nlearning-rate = true", 2, "\"learning-rate\"", "a number");
        assertFault("name = [1]", 1, "\"name\"", "text in quotes");
        assertFault("training = 3", 1, "\"training\"", "a table");
        assertFault("attack = 3", 1, "\"attack\"", "a table");
        assertFault("[attack]\ntarget = true", 2, "\"target\"", "text in quotes");
        assertFault("[attack]\nmethod = [1]", 2, "\"method\"", "text in quotes");
    }

    @Test
    void read_tellsValuesOutOfRange() {
        assertSentence("[training]\nepochs = 0", "training.epochs = 0", "from 1 to 1000000");
        assertSentence("[trigger]\nopacity = 1.5", "trigger.opacity = 1.5");
        assertSentence("[trigger]\nopacity = nan", "trigger.opacity = NaN");
        assertSentence("[training]\noptimizer = \"adams\"", "\"adams\"", "sgd, adam, adamw");
        assertSentence("[attack]\npoisoning-rate = 2", "poisoning-rate = 2", "from 0 to 1");
        assertSentence("[attack]\nmethod = \"badnet\"", "\"badnet\"", "badvisualprompt");
        assertSentence("device = \"tpu\"", "tpu");
    }

    @Test
    void read_tellsWhatIsNoTomlOrNoFile() throws IOException {
        assertFault("name = \"x\"\nseed = = 3", 2, "not valid TOML");
        assertFault("seed = 1\nseed = 2", 2, "not valid TOML");
        Path absent = folder.resolve("absent.toml");
        assertTrue(sentence(absent).contains(absent + " does not exist"));
        assertTrue(sentence(folder).contains("is a folder"));
        Path binary = folder.resolve("binary.toml");
        Files.write(binary, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        assertTrue(sentence(binary).contains(binary.toString()));
    }

    private static Experiment with(Experiment old, Experiment.Job attack) {
        return new Experiment(
                old.name(),
                old.seed(),
                old.device(),
                old.threads(),
                old.model(),
                old.data(),
                old.prompt(),
                old.trigger(),
                attack,
                old.training(),
                old.report());
    }

    private void assertFault(String toml, int line, String... words) {
        assertSentence(toml, "line " + line + ":");
        assertSentence(toml, words);
    }

    private void assertSentence(String toml, String... words) {
        String sentence = assertThrows(InputException.class, () -> read(toml)).sentence();
        assertTrue(sentence.contains(folder.resolve("given.toml").toString()), sentence);
        for (String word : words) {
            assertTrue(sentence.contains(word), sentence);
        }
    }

    private static String sentence(Path file) {
        return assertThrows(InputException.class, () -> ExperimentFile.read(file))
                .sentence();
    }

    private Experiment read(String toml) throws IOException {
        Path file = folder.resolve("given.toml");
        Files.writeString(file, toml);
        return ExperimentFile.read(file);
    }
}
