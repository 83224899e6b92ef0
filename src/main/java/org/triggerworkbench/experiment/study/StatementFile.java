package org.triggerworkbench.experiment.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;
import org.triggerworkbench.text.FileWord;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** Claims about the runs of a study as a TOML file: {@code [[statement]]} with text, left, is ({@code >} or {@code <}), right, margin. */
public final class StatementFile {
    private static final Messages TEXT = Messages.of(StatementFile.class);
    private static final Set<String> KEYS = Set.of("text", "left", "is", "right", "margin");

    private StatementFile() {}

    /** @throws InputException if the file cannot be read or a claim cannot be understood */
    public static List<Statement> read(Path file) {
        TomlParseResult toml;
        try {
            toml = Toml.parse(file);
        } catch (IOException e) {
            throw new InputException(TEXT.get("study.unreadable", file), e);
        }
        if (toml.hasErrors()
                || !toml.keySet().equals(Set.of("statement"))
                || !(toml.get("statement") instanceof TomlArray array)) {
            throw new InputException(TEXT.get("study.statements", file));
        }
        List<Statement> statements = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            try {
                if (!(array.get(i) instanceof TomlTable table)) {
                    throw new InputException(TEXT.get("study.statement.absent", "text"));
                }
                statements.add(statement(table));
            } catch (InputException e) {
                throw new InputException(TEXT.get("study.statement", file, i + 1, e.sentence()), e);
            }
        }
        return statements;
    }

    private static Statement statement(TomlTable table) {
        for (String key : table.keySet()) {
            if (!KEYS.contains(key)) {
                throw new InputException(TEXT.get("study.statement.key", FileWord.shown(key)));
            }
        }
        String relation = word(table, "is");
        if (!relation.equals(">") && !relation.equals("<")) {
            throw new InputException(TEXT.get("study.statement.is", FileWord.shown(relation)));
        }
        Object margin = table.get(List.of("margin"));
        return new Statement(
                word(table, "text"),
                Statement.Operand.of(word(table, "left")),
                relation.equals(">"),
                Statement.Operand.of(word(table, "right")),
                margin instanceof Number number ? number.doubleValue() : 0);
    }

    private static String word(TomlTable table, String key) {
        return switch (table.get(List.of(key))) {
            case String text when !text.isBlank() -> text;
            case Number number -> number.toString();
            case null, default -> throw new InputException(TEXT.get("study.statement.absent", key));
        };
    }
}
