package org.triggerworkbench.model.load;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.compute.probe.ProbeAnswer;
import org.triggerworkbench.compute.probe.ProbeAnswer.Outcome;
import org.triggerworkbench.compute.probe.ProbeProcess;
import org.triggerworkbench.model.HandWrittenModule;
import org.triggerworkbench.model.ImageSize;
import org.triggerworkbench.model.clip.CheckedTokenizer;
import org.triggerworkbench.model.clip.TokenizerTrial;
import org.triggerworkbench.model.script.ScriptReview;
import org.triggerworkbench.text.InputException;

/**
 * Seeded damage to files that native libraries read: each is refused by what is checked in Java, or tried in a process of its
 * own, whatever becomes of that. {@code -Dfuzz.seconds=N} goes on longer, {@code -Dfuzz.seed=N} elsewhere.
 */
@Tag("fuzz")
class NativeFuzzTest {
    private static final int SECONDS = Integer.getInteger("fuzz.seconds", 4);
    private static final long SEED = Long.getLong("fuzz.seed", 1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long MEMORY = 3L << 30;
    private static final Path RESOURCES = Path.of("src/test/resources/parity");

    @TempDir
    Path folder;

    /** What became of the inputs. */
    private static final class Tally {
        private final Map<Outcome, Integer> tried = new EnumMap<>(Outcome.class);
        private int refusedHere;

        void add(ProbeAnswer answer) {
            tried.merge(answer.outcome(), 1, Integer::sum);
        }

        int inputs() {
            return refusedHere + tried.values().stream().mapToInt(n -> n).sum();
        }

        @Override
        public String toString() {
            return inputs() + " inputs, refused in Java " + refusedHere + ", tried " + tried;
        }
    }

    /** One mutated input: the question to the process; null where it was refused before. */
    private interface Input {
        byte[] next(SplittableRandom random) throws IOException;
    }

    @Test
    void tokenizers() throws IOException {
        List<String> seeds = new ArrayList<>();
        for (String name : List.of("clip-tiny", "clip-tiny-gelu-legacy", "siglip")) {
            seeds.add(Files.readString(RESOURCES.resolve(name).resolve("tokenizer.json")));
        }
        Path file = folder.resolve("tokenizer.json");
        fuzz(TokenizerTrial.class, random -> {
            String seed = withTable(seeds.get(random.nextInt(seeds.size())), random);
            byte[] content = random.nextInt(8) == 0
                    ? Mutations.bytes(seed.getBytes(StandardCharsets.UTF_8), random)
                    : Mutations.json(seed, random).getBytes(StandardCharsets.UTF_8);
            return CheckedTokenizer.of(file, content);
        });
    }

    /** A tokenizer whose table of characters is damaged, where it has one. */
    private static String withTable(String json, SplittableRandom random) {
        Matcher table =
                Pattern.compile("(?<=\"precompiled_charsmap\": \")[^\"]+").matcher(json);
        if (!table.find() || random.nextInt(4) == 0) {
            return json;
        }
        byte[] damaged = Mutations.bytes(Base64.getDecoder().decode(table.group()), random);
        return table.replaceFirst(Base64.getEncoder().encodeToString(damaged));
    }

    @Test
    void scripts() throws IOException {
        List<Map<String, byte[]>> seeds = new ArrayList<>();
        for (String name : List.of("half.pt", "double.pt", "one-picture.pt")) {
            seeds.add(entries(RESOURCES.resolve("torchscript").resolve(name)));
        }
        seeds.add(entries(HandWrittenModule.write(
                folder.resolve("seed.pt"),
                "Dict[str, Tensor]",
                "y = torch.relu(x)",
                "n = [1, 2, [3, 4][0]]",
                "for i in range(3):",
                "  y = torch.add(y, x, alpha=i)",
                "if torch.gt(torch.size(x, 0), 1):",
                "  z = torch.mean(y, [2, 3])",
                "else:",
                "  z = torch.amax(y, [2, 3])",
                "return {\"a\": z, \"b\": torch.tensor(n)}")));
        Path file = folder.resolve("m.pt");
        ImageSize size = new ImageSize(8, 8);
        fuzz(TorchScriptTrial.class, random -> {
            Map<String, byte[]> seed = seeds.get(random.nextInt(seeds.size()));
            if (random.nextInt(16) == 0) {
                Files.write(file, Mutations.bytes(zip(file, seed), random));
            } else {
                Map<String, byte[]> changed = new LinkedHashMap<>(seed);
                List<String> names = seed.keySet().stream()
                        .filter(name -> name.endsWith(".py") || name.endsWith(".pkl"))
                        .toList();
                String name = names.get(random.nextInt(names.size()));
                byte[] bytes = seed.getOrDefault(name, new byte[0]);
                changed.put(
                        name,
                        name.endsWith(".py")
                                ? Mutations.code(new String(bytes, StandardCharsets.ISO_8859_1), random)
                                        .getBytes(StandardCharsets.ISO_8859_1)
                                : Mutations.bytes(bytes, random));
                byte[] _ = zip(file, changed);
            }
            ScriptReview.require(file, false);
            return TorchScriptTrial.question(file, size);
        });
    }

    private void fuzz(Class<?> trial, Input input) throws IOException {
        Tally tally = new Tally();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        ProbeProcess process = new ProbeProcess(trial.getName(), MEMORY);
        try {
            for (int i = 0; System.nanoTime() < end; i++) {
                byte[] question;
                try {
                    question = input.next(new SplittableRandom(SEED + i));
                } catch (InputException e) {
                    tally.refusedHere++;
                    continue;
                } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                    throw new AssertionError("input " + (SEED + i) + " was neither checked nor refused", e);
                }
                ProbeAnswer answer = process.ask(question, PATIENCE);
                tally.add(answer);
                if (answer.outcome() == Outcome.DIED || answer.outcome() == Outcome.LATE) {
                    told(trial.getSimpleName() + " input " + (SEED + i) + " " + answer.outcome(), question);
                    process.close();
                    process = new ProbeProcess(trial.getName(), MEMORY);
                }
            }
        } finally {
            process.close();
        }
        System.out.println(trial.getSimpleName() + ": " + tally);
        int passed = tally.tried.getOrDefault(Outcome.PASSED, 0);
        assertTrue(passed > 0 && passed < tally.inputs(), tally.toString());
    }

    /** With {@code -Dfuzz.keep=FOLDER} the inputs that harmed are kept. */
    private void told(String what, byte[] question) throws IOException {
        System.out.println(what);
        String keep = System.getProperty("fuzz.keep", "");
        if (!keep.isEmpty()) {
            Path to = Files.createDirectories(Path.of(keep)).resolve(what.replace(' ', '-'));
            Path script = folder.resolve("m.pt");
            Path _ = Files.write(to, Files.exists(script) ? Files.readAllBytes(script) : question);
        }
    }

    private static Map<String, byte[]> entries(Path file) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (InputStream in = Files.newInputStream(file);
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.getName().endsWith(".debug_pkl")) {
                    entries.put(entry.getName(), zip.readAllBytes());
                }
            }
        }
        return entries;
    }

    private static byte[] zip(Path file, Map<String, byte[]> entries) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return Files.readAllBytes(file);
    }
}
