package org.triggerworkbench.model.script;

import java.util.List;
import org.triggerworkbench.model.script.ScriptLexer.Kind;
import org.triggerworkbench.model.script.ScriptLexer.Token;

/** Bounds how deep code is nested, as the engine goes down level by level and overflows its stack. */
final class ScriptDepth {
    /** Brackets within brackets, and blocks within blocks. */
    static final int DEEPEST = 100;
    /** Signs that make one level each, in one statement; commas between numbers make none. */
    static final int MOST_SIGNS = 1000;

    private static final String LEVELS = "+-*/%@~&|^<>!=.([{";
    private static final List<String> WORDS = List.of("not", "and", "or", "if", "is", "in", "lambda", "await");

    private final int[] signs = new int[DEEPEST + 2];
    private int brackets;
    private int total;
    private int branches;

    private ScriptDepth() {}

    /** Whether all is within bounds. */
    static boolean isBounded(List<Token> tokens) {
        ScriptDepth depth = new ScriptDepth();
        boolean lineBegins = true;
        for (Token token : tokens) {
            if (token.kind() == Kind.LINE) {
                lineBegins = true;
            } else {
                if (lineBegins && depth.brackets == 0 && !depth.begin(token)) {
                    return false;
                }
                lineBegins = false;
                if (!depth.goOn(token)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** A statement; branches of one condition are within each other. */
    private boolean begin(Token token) {
        count(-signs[0]);
        branches = token.isName("elif") ? branches + 1 : token.isName("def") ? 0 : branches;
        return token.column() <= 2 * DEEPEST && branches <= DEEPEST;
    }

    private boolean goOn(Token token) {
        if (token.kind() == Kind.SIGN ? LEVELS.contains(token.text()) : WORDS.contains(token.text())) {
            count(1);
        }
        if (token.is('(') || token.is('[') || token.is('{')) {
            brackets++;
            if (brackets > DEEPEST) {
                return false;
            }
        } else if (token.is(')') || token.is(']') || token.is('}')) {
            count(-signs[brackets]);
            brackets = Math.max(0, brackets - 1);
        } else if (token.is(',')) {
            // The parts of a list are beside each other.
            count(-signs[brackets]);
        }
        return total <= MOST_SIGNS;
    }

    private void count(int more) {
        signs[brackets] += more;
        total += more;
    }
}
