package org.triggerworkbench.cli;

import java.util.ArrayList;
import java.util.List;
import org.triggerworkbench.attack.Attacks;
import org.triggerworkbench.defense.Defenses;
import org.triggerworkbench.experiment.Assets;
import org.triggerworkbench.experiment.BundledData;
import org.triggerworkbench.method.Card;
import org.triggerworkbench.method.Method;
import org.triggerworkbench.method.Parameter;
import org.triggerworkbench.model.network.Architecture;
import org.triggerworkbench.text.PlainNumber;

/** What can be named: bundled things, architectures, formats, methods. */
final class Catalogue {
    private static final List<String> DATA_FORMATS =
            List.of("folder", "list", "gtsrb", "tiny-imagenet", "parquet", "cifar-10", "cifar-python", "idx", "numpy");
    private static final List<String> MODEL_FORMATS =
            List.of("clip-folder", "classifier-folder", "state-dict", "torchscript");

    private Catalogue() {}

    /**
     * One line of a list.
     *
     * @param kind bundled, format, architecture, attack or defense
     * @param name as written on the command line; of a format, how it is called
     * @param settings of a method
     */
    record Entry(String kind, String name, String description, List<Setting> settings) {}

    /**
     * A setting of a method.
     *
     * @param preset its value where none is given
     * @param values allowed, for people
     * @param sentence what it does
     */
    record Setting(String key, String preset, String values, String sentence) {}

    static List<Entry> data() {
        List<Entry> entries = new ArrayList<>();
        BundledData.names().forEach(name -> entries.add(described("bundled", name, "list.bundledData")));
        DATA_FORMATS.forEach(name -> entries.add(described("format", name, "list.data." + name)));
        return entries;
    }

    static List<Entry> models() {
        List<Entry> entries = new ArrayList<>();
        Assets.models().forEach(name -> entries.add(described("bundled", name, "list.bundledModel")));
        MODEL_FORMATS.forEach(name -> entries.add(described("format", name, "list.model." + name)));
        for (String name : Architecture.names()) {
            Architecture known = Architecture.named(name);
            entries.add(new Entry(
                    "architecture",
                    name,
                    CliText.get(
                            "list.architecture",
                            known.input().width(),
                            known.input().height(),
                            known.classes()),
                    List.of()));
        }
        return entries;
    }

    static List<Entry> attacks() {
        return Attacks.all().stream().map(attack -> method("attack", attack)).toList();
    }

    static List<Entry> defenses() {
        return Defenses.all().stream()
                .map(defense -> method("defense", defense))
                .toList();
    }

    private static Entry method(String kind, Method method) {
        Card card = Card.of(method);
        return new Entry(
                kind,
                method.id(),
                card.summary(),
                method.parameters().stream()
                        .map(parameter -> new Setting(
                                parameter.key(), preset(parameter), values(parameter), card.sentence(parameter.key())))
                        .toList());
    }

    private static String preset(Parameter parameter) {
        return switch (parameter) {
            case Parameter.Numeric number -> PlainNumber.of(number.preset());
            case Parameter.Choice choice -> choice.preset();
        };
    }

    private static String values(Parameter parameter) {
        return switch (parameter) {
            case Parameter.Numeric number ->
                CliText.get(
                        number.whole() ? "list.whole" : "list.number",
                        PlainNumber.of(number.least()),
                        PlainNumber.of(number.most()));
            case Parameter.Choice choice -> CliText.get("list.choice", String.join(", ", choice.options()));
        };
    }

    private static Entry described(String kind, String name, String key) {
        return new Entry(kind, name, CliText.get(key), List.of());
    }
}
