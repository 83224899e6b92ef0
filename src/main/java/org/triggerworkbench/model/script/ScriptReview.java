package org.triggerworkbench.model.script;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.triggerworkbench.compute.probe.ProbeMemory;
import org.triggerworkbench.model.script.ScriptLexer.Kind;
import org.triggerworkbench.model.script.ScriptLexer.Token;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/**
 * Reads the code of a TorchScript archive before the engine does. The engine runs what it says, and some of its operators
 * write files.
 */
public final class ScriptReview {
    private static final Messages TEXT = Messages.of(ScriptReview.class);
    private static final String TRUSTED = "trusted-script";
    private static final String PRINT = "print";
    private static final int SHOWN = 5;

    private ScriptReview() {}

    /**
     * What the code names that is no arithmetic on tensors, such as {@code torch.save}; empty for a harmless file.
     *
     * @throws InputException if the archive is damaged, ambiguous, nested too deep, or prints
     */
    public static List<String> findings(Path file) {
        Map<String, List<Token>> words = new LinkedHashMap<>();
        ScriptArchive.code(file).forEach((name, code) -> {
            List<Token> tokens = ScriptLexer.tokens(code);
            if (tokens == null || ScriptSyntax.hasEmptyIndex(tokens)) {
                throw new InputException(
                        TEXT.get("torchscript.damaged", file, TEXT.get("script.text", FileWord.shown(name))));
            }
            if (!ScriptDepth.isBounded(tokens)) {
                throw new InputException(TEXT.get(
                        "torchscript.damaged",
                        file,
                        TEXT.get("script.deep", FileWord.shown(name), ScriptDepth.DEEPEST, ScriptDepth.MOST_SIGNS)));
            }
            words.put(name, tokens);
        });
        Set<String> definitions = new HashSet<>();
        words.forEach((name, tokens) -> define(name, tokens, definitions));
        boolean namesAttributes =
                words.values().stream().anyMatch(tokens -> tokens.stream().anyMatch(token -> token.isName("getattr")));
        Set<String> found = new TreeSet<>();
        words.values().forEach(tokens -> new ScriptRules(tokens, definitions, namesAttributes, found).apply());
        if (found.contains(PRINT)) {
            throw new InputException(TEXT.get("script.print", file));
        }
        return new ArrayList<>(found);
    }

    /** Classes and functions at the top of a file. */
    private static void define(String module, List<Token> tokens, Set<String> definitions) {
        for (int i = 0; i + 1 < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean begins = token.isName("class") || token.isName("def");
            if (begins && token.column() == 0 && tokens.get(i + 1).kind() == Kind.NAME) {
                definitions.add(module + "." + tokens.get(i + 1).text());
            }
        }
    }

    /**
     * Refuses a file that does more than arithmetic, unless the user trusts it.
     *
     * @param trusted whether the user does, without having been asked
     * @throws InputException naming what it uses; or as {@link #findings}
     */
    public static void require(Path file, boolean trusted) {
        List<String> findings = findings(file);
        if (!findings.isEmpty() && !trusted && !isTrusted(file)) {
            throw new InputException(TEXT.get("script.refused", file, shown(findings)));
        }
    }

    /** Findings as a sentence lists them. */
    public static String shown(List<String> findings) {
        String some = findings.stream().limit(SHOWN).map(FileWord::shown).collect(Collectors.joining(", "));
        return findings.size() > SHOWN ? some + ", ..." : some;
    }

    /** Remembers that the user trusts the content of a file. */
    public static void trust(Path file) {
        ProbeMemory.remember(hash(file), TRUSTED);
    }

    /** Whether the user said before that they trust this content. */
    public static boolean isTrusted(Path file) {
        return ProbeMemory.knows(hash(file), TRUSTED);
    }

    private static String hash(Path file) {
        try {
            return ProbeMemory.hash(file);
        } catch (IOException e) {
            throw new InputException(TEXT.get("file.unreadable", file), e);
        }
    }
}
