package org.triggerworkbench.model.script;

import java.util.List;
import org.triggerworkbench.model.script.ScriptLexer.Kind;
import org.triggerworkbench.model.script.ScriptLexer.Token;

/** Syntax of which the engine's parser dies, found by fuzzing. */
final class ScriptSyntax {
    private ScriptSyntax() {}

    /** Whether code has an index of nothing, such as {@code x[]} or {@code Optional[]}. */
    static boolean hasEmptyIndex(List<Token> tokens) {
        List<Token> words =
                tokens.stream().filter(token -> token.kind() != Kind.LINE).toList();
        for (int i = 1; i + 1 < words.size(); i++) {
            if (words.get(i).is('[') && words.get(i + 1).is(']') && isValue(words.get(i - 1))) {
                return true;
            }
        }
        return false;
    }

    /** Whether what stands before a bracket is indexed by it; else it opens a list. */
    private static boolean isValue(Token before) {
        return switch (before.kind()) {
            case NAME -> !ScriptRules.KEYWORDS.contains(before.text());
            case STRING, DIGITS -> true;
            case SIGN -> before.is(']') || before.is(')') || before.is('}');
            case LINE -> false;
        };
    }
}
