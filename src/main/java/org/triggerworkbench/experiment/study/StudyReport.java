package org.triggerworkbench.experiment.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.triggerworkbench.experiment.report.Html;
import org.triggerworkbench.text.Messages;

/** A study as a page and as plain text. */
public record StudyReport(Study study, List<Statement.Outcome> outcomes) {
    private static final Messages TEXT = Messages.of(StudyReport.class);

    /** One page, all in one file. */
    public String html() {
        List<String> sections = new ArrayList<>();
        sections.add(Html.section(
                TEXT.get("study.table"), Html.table(head(), rows()), Html.note(TEXT.get("study.table.note"))));
        if (!outcomes.isEmpty()) {
            sections.add(Html.section(
                    TEXT.get("study.claims"),
                    Html.table(claimHead(), claims()),
                    Html.note(TEXT.get("study.claims.note"))));
        }
        return Html.page(TEXT.get("study.title"), "", sections);
    }

    /** The same tables in Markdown. */
    public String markdown() {
        String table = table(head(), rows());
        return outcomes.isEmpty() ? table : table + "\n" + table(claimHead(), claims());
    }

    private static List<String> head() {
        List<String> head =
                new ArrayList<>(List.of(TEXT.get("study.attack"), TEXT.get("study.defense"), TEXT.get("study.seeds")));
        for (StudyMeasure measure : StudyMeasure.values()) {
            head.add(measure.title());
        }
        return head;
    }

    private List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        for (Study.Cell cell : study.cells()) {
            List<String> row =
                    new ArrayList<>(List.of(cell.attack(), cell.defense(), Integer.toString(study.seeds(cell))));
            for (StudyMeasure measure : StudyMeasure.values()) {
                row.add(study.spread(cell, measure).words());
            }
            rows.add(row);
        }
        return rows;
    }

    private static List<String> claimHead() {
        return List.of(
                TEXT.get("study.claim"),
                TEXT.get("study.claim.holds"),
                TEXT.get("study.claim.figures"),
                TEXT.get("study.claim.seeds"));
    }

    private List<List<String>> claims() {
        List<List<String>> rows = new ArrayList<>();
        for (Statement.Outcome outcome : outcomes) {
            Statement statement = outcome.statement();
            boolean known = outcome.seeds() > 0;
            String sign = statement.larger() ? ">" : "<";
            String margin = statement.margin() == 0
                    ? ""
                    : String.format(
                            Locale.ROOT,
                            " %s %.1f",
                            statement.margin() < 0 ? "\u2212" : "+",
                            Math.abs(100 * statement.margin()));
            rows.add(List.of(
                    statement.text(),
                    outcome.holds().words(),
                    known
                            ? String.format(
                                    Locale.ROOT,
                                    "%.1f %s %.1f%s",
                                    100 * outcome.left(),
                                    sign,
                                    100 * outcome.right(),
                                    margin)
                            : "\u2013",
                    known ? TEXT.get("study.claim.of", outcome.holding(), outcome.seeds()) : "\u2013"));
        }
        return rows;
    }

    private static String table(List<String> head, List<List<String>> rows) {
        StringBuilder text = new StringBuilder();
        line(text, head);
        line(text, head.stream().map(_ -> "---").toList());
        rows.forEach(row -> line(text, row));
        return text.toString();
    }

    private static void line(StringBuilder text, List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
