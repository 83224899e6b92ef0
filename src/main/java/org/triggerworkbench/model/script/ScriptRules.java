package org.triggerworkbench.model.script;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.triggerworkbench.model.script.ScriptLexer.Kind;
import org.triggerworkbench.model.script.ScriptLexer.Token;

/**
 * What the code of one file names beyond arithmetic. The engine resolves a name to one of its operators only as {@code
 * torch.NAME}, {@code ops.MODULE.NAME}, an attribute of a value, or a function without a module; each is looked at wherever
 * it stands, called or not, so that no other name for it can be given.
 */
final class ScriptRules {
    private static final Set<String> REFUSED_ALONE = Set.of("print", "fork", "awaitable");
    static final Set<String> KEYWORDS = Set.of(
            "and", "as", "assert", "class", "def", "del", "elif", "else", "for", "if", "in", "is", "lambda", "not",
            "or", "raise", "return", "while", "with", "yield");
    private static final Pattern NAME_WITH_ESCAPES = Pattern.compile("[\\w\\\\]+");
    private static final String OWN = "__torch__";

    private final List<Token> tokens;
    private final Set<String> definitions;
    private final boolean namesAttributes;
    private final Set<String> assigned = new HashSet<>();
    private final Set<String> found;

    /**
     * @param tokens of one file
     * @param definitions qualified names of all classes and functions in the archive
     * @param namesAttributes whether the archive asks for attributes by strings
     * @param found takes what is refused
     */
    ScriptRules(List<Token> tokens, Set<String> definitions, boolean namesAttributes, Set<String> found) {
        // What is between brackets may go on in the next line, so that lines tell nothing of what belongs together.
        this.tokens = tokens.stream().filter(token -> token.kind() != Kind.LINE).toList();
        this.definitions = definitions;
        this.namesAttributes = namesAttributes;
        this.found = found;
    }

    void apply() {
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).kind() == Kind.NAME && tokens.get(i + 1).is('=')) {
                assigned.add(tokens.get(i).text());
            }
        }
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.kind() == Kind.STRING) {
                i = string(i);
            } else if (token.kind() == Kind.NAME && !(i > 0 && tokens.get(i - 1).is('.'))) {
                i = name(i);
            } else if (token.kind() == Kind.NAME) {
                attribute(token.text());
            }
        }
    }

    /** Strings beside each other are one; gives the last place it has looked at. */
    private int string(int first) {
        StringBuilder text = new StringBuilder();
        int next = first;
        while (next < tokens.size() && tokens.get(next).kind() == Kind.STRING) {
            text.append(tokens.get(next).text());
            next++;
        }
        String name = text.toString();
        boolean hidden = name.contains("\\") && NAME_WITH_ESCAPES.matcher(name).matches();
        if (namesAttributes && (hidden || Operators.ALL.others().contains(name))) {
            found.add("getattr " + name);
        }
        return next - 1;
    }

    private void attribute(String name) {
        if (Operators.ALL.others().contains(name)) {
            found.add("." + name);
        }
    }

    /** Looks at a name that no point stands before, and what is chained to it; gives the last place it has looked at. */
    private int name(int first) {
        List<String> chain = new ArrayList<>();
        chain.add(tokens.get(first).text());
        int last = first;
        while (last + 2 < tokens.size()
                && tokens.get(last + 1).is('.')
                && tokens.get(last + 2).kind() == Kind.NAME) {
            last += 2;
            chain.add(tokens.get(last).text());
        }
        boolean called = last + 1 < tokens.size() && tokens.get(last + 1).is('(');
        switch (chain.getFirst()) {
            case "torch" -> operator(chain, 1);
            case "ops" -> module(chain);
            case OWN -> own(chain);
            default -> {
                plain(chain.getFirst(), chain.size() == 1 && called, first);
                chain.stream().skip(1).forEach(this::attribute);
            }
        }
        return last;
    }

    /** An operator, and attributes of what it is. */
    private void operator(List<String> chain, int place) {
        if (chain.size() <= place || !Operators.ALL.allowed().contains(chain.get(place))) {
            found.add(String.join(".", chain));
        }
        chain.stream().skip(place + 1L).forEach(this::attribute);
    }

    private void module(List<String> chain) {
        if (chain.size() > 2 && chain.get(1).equals("aten")) {
            operator(chain, 2);
        } else if (chain.size() < 3
                || !chain.get(1).equals("prim")
                || !Operators.ALL.primitive().contains(chain.get(2))) {
            found.add(String.join(".", chain));
        }
    }

    /** A class or function of the archive; a class of the engine, which may be anything, is none. */
    private void own(List<String> chain) {
        for (int parts = 2; parts <= chain.size(); parts++) {
            if (definitions.contains(String.join(".", chain.subList(0, parts)))) {
                chain.stream().skip(parts).forEach(this::attribute);
                return;
            }
        }
        found.add(String.join(".", chain));
    }

    private void plain(String name, boolean called, int at) {
        boolean defined = at > 0
                && (tokens.get(at - 1).isName("def") || tokens.get(at - 1).isName("class"));
        if (defined) {
            return;
        }
        boolean known = KEYWORDS.contains(name)
                || assigned.contains(name)
                || Operators.ALL.functions().contains(name);
        if (REFUSED_ALONE.contains(name) || (called && !known)) {
            found.add(name);
        }
    }
}
