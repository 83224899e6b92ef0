package org.triggerworkbench.experiment.run;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.triggerworkbench.evaluation.AttackMetrics;
import org.triggerworkbench.evaluation.Measure;
import org.triggerworkbench.evaluation.Rate;
import org.triggerworkbench.experiment.Assets;
import org.triggerworkbench.experiment.file.Experiment;
import org.triggerworkbench.experiment.report.Html;
import org.triggerworkbench.experiment.report.MetricTable;
import org.triggerworkbench.experiment.report.TradeChart;
import org.triggerworkbench.method.figure.Role;
import org.triggerworkbench.text.Messages;

/**
 * Clean accuracy against attack success as it was measured for other settings of an attack on bundled model and data, which a
 * run of the same three is drawn beside.
 *
 * @param method id of the attack
 * @param model bundled name
 * @param data bundled name
 * @param points as measured, each on test images
 */
record Frontier(String method, String model, String data, List<Point> points) {
    private static final Messages TEXT = Messages.of(Frontier.class);
    private static final List<String> SHIPPED = List.of("assets/scenarios/backdoored-prompt/frontier.json");

    /**
     * One setting.
     *
     * @param setting what was set, in words
     * @param cleanAccuracy of the attacked model, over all test images
     * @param attackSuccess over those of other classes than the target
     */
    record Point(String setting, Counted cleanAccuracy, Counted attackSuccess) {}

    /** A rate as the file has it. */
    record Counted(long hits, long n) {
        Rate rate() {
            return new Rate(hits, n);
        }
    }

    /** The one of what an experiment does, if there is one. */
    static Optional<Frontier> of(Experiment experiment) {
        return SHIPPED.stream()
                .map(Assets::file)
                .map(Frontier::read)
                .filter(known -> known.method().equals(experiment.job().method())
                        && known.model().equals(experiment.model().source())
                        && known.data().equals(experiment.data().source()))
                .findFirst();
    }

    static Frontier read(Path file) {
        try {
            return Objects.requireNonNull(new Gson().fromJson(Files.readString(file), Frontier.class));
        } catch (IOException e) {
            throw new IllegalStateException("the program cannot read its own " + file, e);
        }
    }

    /** The points and a run's own, drawn and as a table. */
    String html(AttackMetrics own) {
        List<TradeChart.Point> drawn = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        for (Point point : points) {
            Rate clean = point.cleanAccuracy().rate();
            Rate attack = point.attackSuccess().rate();
            drawn.add(new TradeChart.Point(point.setting(), Role.CONTROL, clean.value(), attack.value()));
            rows.add(List.of(Html.escape(point.setting()), MetricTable.cell(clean), MetricTable.cell(attack)));
        }
        Rate clean = own.cleanAccuracy();
        Rate attack = own.attackSuccess();
        drawn.add(new TradeChart.Point(TEXT.get("frontier.own"), Role.TRIGGERED, clean.value(), attack.value()));
        rows.addFirst(
                List.of(Html.escape(TEXT.get("frontier.own")), MetricTable.cell(clean), MetricTable.cell(attack)));
        String across = Measure.CLEAN_ACCURACY.titleWithSymbol();
        String up = Measure.ATTACK_SUCCESS.titleWithSymbol();
        String caption = TEXT.get("frontier.caption");
        return Html.row(
                Html.figure(caption, TradeChart.html(caption, across, up, drawn)),
                Html.figure(
                        TEXT.get("frontier.settings"),
                        Html.tableOf(List.of(TEXT.get("frontier.setting"), across, up), rows)));
    }
}
