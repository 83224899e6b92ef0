package org.triggerworkbench.model.script;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words of TorchScript code, cut as the engine's own lexer does: comments left out, strings kept whole. Numbers fall into
 * digits and what follows, so that a name after a point is always seen.
 */
final class ScriptLexer {
    private static final String TYPE_COMMENT = "type:";

    private final String code;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    /** What a word is. */
    enum Kind {
        NAME,
        /** Between its quotes, escapes as they are written. */
        STRING,
        DIGITS,
        /** One character. */
        SIGN,
        LINE
    }

    /**
     * A word.
     *
     * @param column of its first character in its line, from 0
     */
    record Token(Kind kind, String text, int column) {
        boolean is(char sign) {
            return kind == Kind.SIGN && text.charAt(0) == sign;
        }

        boolean isName(String name) {
            return kind == Kind.NAME && text.equals(name);
        }
    }

    private ScriptLexer(String code) {
        this.code = code;
    }

    /** The words of some code; null where it has a character or an open string that code cannot have. */
    static @Nullable List<Token> tokens(String code) {
        ScriptLexer lexer = new ScriptLexer(code);
        return lexer.read() ? lexer.tokens : null;
    }

    private boolean read() {
        int line = 0;
        while (at < code.length()) {
            char c = code.charAt(at);
            int start = at;
            if (c == '\n') {
                add(Kind.LINE, "\n", start - line);
                at++;
                line = at;
            } else if (c == ' ' || c == '\t' || c == '\r') {
                at++;
            } else if (c == '#') {
                comment();
            } else if (isLetter(c)) {
                while (at < code.length() && (isLetter(code.charAt(at)) || isDigit(code.charAt(at)))) {
                    at++;
                }
                add(Kind.NAME, code.substring(start, at), start - line);
            } else if (isDigit(c)) {
                while (at < code.length() && isDigit(code.charAt(at))) {
                    at++;
                }
                add(Kind.DIGITS, code.substring(start, at), start - line);
            } else if (c == '"' || c == '\'') {
                if (!string(c, start - line)) {
                    return false;
                }
            } else if (c == '\\' && at + 1 < code.length() && code.charAt(at + 1) == '\n') {
                at += 2;
            } else if (c > ' ' && c < 127 && c != '\\') {
                add(Kind.SIGN, Character.toString(c), start - line);
                at++;
            } else {
                return false;
            }
        }
        add(Kind.LINE, "\n", 0);
        return true;
    }

    /** The types that a comment may tell are code. */
    private void comment() {
        at++;
        int start = at;
        while (start < code.length() && code.charAt(start) == ' ') {
            start++;
        }
        if (code.startsWith(TYPE_COMMENT, start)) {
            at = start + TYPE_COMMENT.length();
            return;
        }
        while (at < code.length() && code.charAt(at) != '\n') {
            at++;
        }
    }

    private boolean string(char quote, int column) {
        String one = Character.toString(quote);
        String end = code.startsWith(one.repeat(3), at) ? one.repeat(3) : one;
        at += end.length();
        int start = at;
        while (at < code.length() && !code.startsWith(end, at)) {
            if (code.charAt(at) == '\n' && end.length() == 1) {
                return false;
            }
            at += code.charAt(at) == '\\' ? 2 : 1;
        }
        if (at >= code.length()) {
            return false;
        }
        add(Kind.STRING, code.substring(start, at), column);
        at += end.length();
        return true;
    }

    private void add(Kind kind, String text, int column) {
        tokens.add(new Token(kind, text, column));
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
