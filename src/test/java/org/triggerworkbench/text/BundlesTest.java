package org.triggerworkbench.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.Launcher;
import org.triggerworkbench.attack.Attacks;
import org.triggerworkbench.data.ImageSet;
import org.triggerworkbench.data.signs.RoadSigns;
import org.triggerworkbench.defense.Defenses;
import org.triggerworkbench.method.Method;

/** The words shown to people: all asked for are there, all there are asked for, and each can be shown. */
class BundlesTest {
    private static final Path SOURCES = Path.of("src/main/java");
    /** Names in camel case, and keys such as trigger.kind; file names end otherwise. */
    private static final Pattern CODE = Pattern.compile(
            "\\b[a-z]+[A-Z]\\w*|\\b(model|trigger|training|prompt|data|attack|defense|report)\\.[a-z-]+\\b");
    /** Ids that are words of English too. */
    private static final Set<String> PLAIN_WORDS = Set.of("blended", "strip", "unlearning", "fine-tuning", "planted");

    private static final Path RESOURCES = Path.of("src/main/resources");

    @Test
    void everyBundle_isSound() throws IOException {
        Map<String, List<String>> faults = new TreeMap<>();
        Map<Path, List<String>> sharing = new TreeMap<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<Path> packages = files.filter(Files::isDirectory).toList();
            assertTrue(packages.size() > 10, "run in the repository's root");
            for (Path folder : packages) {
                sharing.computeIfAbsent(bundleOf(SOURCES.relativize(folder)), bundle -> new ArrayList<>())
                        .addAll(sources(folder));
            }
        }
        for (Map.Entry<Path, List<String>> bundle : sharing.entrySet()) {
            List<String> found = new BundleCheck(words(bundle.getKey()), bundle.getValue()).faults();
            if (!found.isEmpty()) {
                faults.put(bundle.getKey().toString(), found);
            }
        }
        assertEquals(Map.of(), faults);
    }

    /** What the window says is in the words of its users: no names of code, no keys of files, no ids of methods. */
    @Test
    void wordsOfTheWindow_areNoneOfCode() throws IOException {
        List<String> ids = Stream.<Method>concat(Attacks.all().stream(), Defenses.all().stream())
                .map(Method::id)
                .filter(id -> !PLAIN_WORDS.contains(id))
                .toList();
        Map<String, String> faults = new TreeMap<>();
        try (Stream<Path> files = Files.walk(RESOURCES.resolve("org/triggerworkbench/app"))) {
            for (Path bundle :
                    files.filter(file -> file.endsWith("messages.properties")).toList()) {
                words(bundle).forEach((key, sentence) -> {
                    boolean ofCode = CODE.matcher(sentence).find()
                            || ids.stream().anyMatch(id -> sentence.matches("(?s).*\\b" + id + "\\b.*"));
                    if (ofCode) {
                        faults.put(bundle + " " + key, sentence);
                    }
                });
            }
        }
        assertEquals(Map.of(), faults);
        assertTrue(CODE.matcher("set trigger.kind first").find());
        assertTrue(CODE.matcher("the cleanAccuracy").find());
    }

    @Test
    void packageWithoutBundle_sharesTheOneAbove() {
        assertEquals(
                Messages.of(ImageSet.class).get("picture.empty", "a.png"),
                Messages.of(RoadSigns.class).get("picture.empty", "a.png"));
        assertThrows(MissingResourceException.class, () -> Messages.of(Launcher.class));
    }

    @Test
    void check_findsEachPlantedFault() {
        Map<String, String> words = Map.of(
                "good", "The file {0} isn''t there; write '{'{1}'}'.",
                "lone", "it isn't {0}",
                "gap", "{0} and {2}",
                "broken", "{0",
                "kind.a", "a",
                "idle", "never shown");
        String source = """
                private static final Messages TEXT = Messages.of(X.class);
                TEXT.get("good"); TEXT.get("lone"); TEXT
                    .get("gap", 1, 2); call("broken"); TEXT.get("kind." + kind); map.get("other");
                Messages.of(X.class).get("absent"); TEXT.get("gone." + kind);
                """;
        assertEquals(
                List.of(
                        "absent is asked for but not there",
                        "broken is no pattern: Unmatched braces in the pattern.",
                        "gap skips an argument: [0, 2]",
                        "gone. is asked for but not there",
                        "idle is used nowhere",
                        "lone has a lone apostrophe"),
                new BundleCheck(words, List.of(source)).faults());
    }

    /** The bundle of a package: its own, or that of the nearest package above it that has one. */
    private static Path bundleOf(Path name) {
        Path own = RESOURCES.resolve(name).resolve("messages.properties");
        return Files.exists(own) || name.getParent() == null ? own : bundleOf(name.getParent());
    }

    private static Map<String, String> words(Path bundle) throws IOException {
        Map<String, String> words = new TreeMap<>();
        if (Files.exists(bundle)) {
            Properties properties = new Properties();
            try (Reader in = Files.newBufferedReader(bundle)) {
                properties.load(in);
            }
            properties.stringPropertyNames().forEach(key -> words.put(key, properties.getProperty(key)));
        }
        return words;
    }

    private static List<String> sources(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(BundlesTest::text)
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
