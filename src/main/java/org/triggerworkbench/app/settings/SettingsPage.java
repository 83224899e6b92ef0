package org.triggerworkbench.app.settings;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.controlsfx.control.PropertySheet;
import org.triggerworkbench.app.session.UserFolder;
import org.triggerworkbench.app.shared.Dialogs;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.state.Settings;
import org.triggerworkbench.app.state.StartSetting;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.GraphicsCard;
import org.triggerworkbench.text.Messages;

/**
 * What the user may choose for every start. Size of words and the batch count at once; what the engine and the folders are
 * made from, at the next start: such a row says so, and also where a value given at the start outranks it.
 */
public final class SettingsPage {
    /** Sizes of words that are offered, 1 being usual. */
    public static final List<Double> SCALES = List.of(0.9, 1.0, 1.15, 1.3, 1.5);

    private static final Messages TEXT = Messages.of(SettingsPage.class);
    private static final List<Integer> BATCHES = List.of(8, 16, 32, 64, 128, 256, 512);

    private final Settings settings;
    private final Theme theme;
    private final Dialogs dialogs;
    /** The device that this start runs on. */
    private final String device;

    private final List<GraphicsCard> cards;
    private final Runnable useCuda;

    /**
     * @param device the one that this start runs on, as {@code ComputeDevice.parse} reads it
     * @param cards that are in this machine
     * @param useCuda begins to fetch libraries for CUDA
     */
    public SettingsPage(
            Settings settings,
            Theme theme,
            Dialogs dialogs,
            String device,
            List<GraphicsCard> cards,
            Runnable useCuda) {
        this.useCuda = useCuda;
        this.cards = cards;
        this.settings = settings;
        this.theme = theme;
        this.dialogs = dialogs;
        this.device = device;
    }

    /** A sheet of what is chosen now. */
    public PropertySheet sheet() {
        PropertySheet sheet = new PropertySheet();
        sheet.setId("settings-sheet");
        sheet.setMode(PropertySheet.Mode.NAME);
        sheet.setModeSwitcherVisible(false);
        sheet.setSearchBoxVisible(false);
        sheet.setPropertyEditorFactory(item -> ((SettingRow) item).editor());
        sheet.getItems().setAll(textSize(), language(), batch(), device(), threads(), libtorch(), cuda(), data(), cache(), tensorBoard());
        return sheet;
    }

    private SettingRow textSize() {
        Map<String, String> sizes = titles(
                SCALES.stream().map(String::valueOf),
                value -> TEXT.get("size", Math.round(Double.parseDouble(value) * 100)));
        return atOnce(
                "textSize",
                new ChoiceEditor("settings-textSize", TEXT.get("textSize"), sizes),
                () -> String.valueOf(theme.textScale().get()),
                value -> theme.textScale().set(Double.parseDouble(value)));
    }

    private SettingRow batch() {
        Map<String, String> batches = titles(
                Stream.concat(Stream.of(0), BATCHES.stream()).map(String::valueOf),
                value -> value.equals("0") ? TEXT.get("batch.method") : value);
        return atOnce(
                "batch",
                new ChoiceEditor("settings-batch", TEXT.get("batch"), batches),
                () -> String.valueOf(settings.batch()),
                value -> settings.setBatch(Integer.parseInt(value)));
    }

    private SettingRow language() {
        Map<String, String> languages = titles(
                Stream.concat(
                        Stream.of(""),
                        Messages.languages(UserFolder.class).stream().map(Locale::toLanguageTag)),
                tag -> tag.isEmpty()
                        ? TEXT.get("language.english")
                        : Locale.forLanguageTag(tag).getDisplayLanguage(Locale.forLanguageTag(tag)));
        return atStart(
                "language",
                StartSetting.LANGUAGE,
                new ChoiceEditor("settings-language", TEXT.get("language"), languages));
    }

    private SettingRow threads() {
        int cores = Runtime.getRuntime().availableProcessors();
        Map<String, String> counts = titles(
                Stream.concat(Stream.of(""), IntStream.rangeClosed(1, cores).mapToObj(String::valueOf)),
                count -> count.isEmpty() ? TEXT.get("threads.all", cores) : count);
        return atStart(
                "threads", StartSetting.THREADS, new ChoiceEditor("settings-threads", TEXT.get("threads"), counts));
    }

    private SettingRow device() {
        Map<String, String> devices = new LinkedHashMap<>(Map.of("cpu", TEXT.get("device.cpu")));
        cards.forEach(card -> devices.put(card.device(), card.name()));
        if (!settings.device().equals("cpu")) {
            devices.putIfAbsent(settings.device(), TEXT.get("device.gone", settings.device()));
        }
        ChoiceEditor editor = new ChoiceEditor("settings-device", TEXT.get("device"), devices);
        return next("device", editor, settings::device, settings::setDevice, () -> device);
    }

    private SettingRow tensorBoard() {
        Map<String, String> choices = titles(
                Stream.of("", "true"), value -> TEXT.get(value.isEmpty() ? "tensorBoard.off" : "tensorBoard.on"));
        return atStart(
                "tensorBoard",
                StartSetting.TENSOR_BOARD,
                new ChoiceEditor("settings-tensorBoard", TEXT.get("tensorBoard"), choices));
    }

    private SettingRow libtorch() {
        FolderEditor editor = new FolderEditor(
                "settings-libtorch",
                TEXT.get("libtorch"),
                TEXT.get("libtorch.usual"),
                () -> dialogs.openFolder(TEXT.get("libtorch")));
        return atStart("libtorch", StartSetting.LIBTORCH, editor);
    }

    private SettingRow cuda() {
        ButtonEditor editor = new ButtonEditor("settings-cuda", TEXT.get("cuda.button"), useCuda);
        SettingRow row = row("cuda", editor, () -> "", _ -> {});
        boolean given = StartSetting.LIBTORCH.isGiven();
        editor.setFixed(given);
        editor.note(new ReadOnlyStringWrapper(TEXT.get(given ? "given" : "cuda.note")));
        return row;
    }

    private SettingRow data() {
        return folder("data", StartSetting.DATA, UserFolder.usual());
    }

    private SettingRow cache() {
        return folder("cache", StartSetting.CACHE, Compute.usualCacheFolder());
    }

    private SettingRow folder(String key, StartSetting setting, Path usual) {
        return atStart(
                key,
                setting,
                new FolderEditor("settings-" + key, TEXT.get(key), usual.toString(), () -> dialogs.openFolder(TEXT.get(key))));
    }

    private SettingRow atStart(String key, StartSetting setting, SettingEditor editor) {
        if (!setting.isGiven()) {
            return next(
                    key,
                    editor,
                    () -> settings.chosen(setting),
                    value -> settings.choose(setting, value),
                    setting::inUse);
        }
        SettingRow row = row(key, editor, setting::inUse, _ -> {});
        editor.setFixed(true);
        editor.note(new ReadOnlyStringWrapper(TEXT.get("given")));
        return row;
    }

    /** Counts from the next start on. */
    private SettingRow next(
            String key, SettingEditor editor, Supplier<String> now, Consumer<String> choose, Supplier<String> inUse) {
        ReadOnlyStringWrapper note = new ReadOnlyStringWrapper();
        Runnable refresh = () -> {
            boolean changed = !now.get().equals(inUse.get());
            note.set(TEXT.get(changed ? "next.changed" : "next"));
            editor.stress(changed);
        };
        refresh.run();
        editor.note(note);
        return row(key, editor, now, value -> {
            choose.accept(value);
            refresh.run();
        });
    }

    private SettingRow atOnce(String key, SettingEditor editor, Supplier<String> now, Consumer<String> choose) {
        editor.note(new ReadOnlyStringWrapper(TEXT.get(key + ".counts")));
        return row(key, editor, now, choose);
    }

    private static SettingRow row(String key, SettingEditor editor, Supplier<String> now, Consumer<String> choose) {
        editor.setValue(now.get());
        editor.onChosen(() -> {
            if (!Objects.equals(editor.getValue(), now.get())) {
                choose.accept(editor.getValue());
            }
        });
        return new SettingRow(TEXT.get(key), TEXT.get(key + ".sentence"), now, choose, editor);
    }

    private static Map<String, String> titles(Stream<String> values, UnaryOperator<String> title) {
        return values.collect(Collectors.toMap(value -> value, title, (first, _) -> first, LinkedHashMap::new));
    }

    /** The next size in a direction, the same where there is none. */
    public static double nextScale(double now, boolean larger) {
        DoubleStream sizes = SCALES.stream().mapToDouble(Double::doubleValue);
        return larger
                ? sizes.filter(size -> size > now).min().orElse(now)
                : sizes.filter(size -> size < now).max().orElse(now);
    }
}
