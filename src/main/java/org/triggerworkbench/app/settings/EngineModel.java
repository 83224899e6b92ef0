package org.triggerworkbench.app.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.app.state.EngineService;
import org.triggerworkbench.app.state.Settings;
import org.triggerworkbench.app.state.StartSetting;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.compute.EngineReport;
import org.triggerworkbench.compute.GraphicsCard;
import org.triggerworkbench.compute.GraphicsCards;
import org.triggerworkbench.compute.LibtorchFolder;
import org.triggerworkbench.compute.Machine;
import org.triggerworkbench.text.Messages;

/** What computes, asked of the machine in the background, and the choice of another device or libtorch. Window thread only. */
public final class EngineModel {
    private static final Messages TEXT = Messages.of(EngineModel.class);

    private final EngineService engine;
    private final BackgroundTasks works;
    private final Settings settings;
    private final Machine machine;
    private final ReadOnlyObjectWrapper<GraphicsCards> cards =
            new ReadOnlyObjectWrapper<>(new GraphicsCards(List.of(), ""));
    private final ReadOnlyObjectWrapper<@Nullable EngineReport> report = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper device = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper said = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper libtorch = new ReadOnlyStringWrapper("");
    private boolean asking;

    /** Asks early which cards there are, since their driver takes a moment. */
    public EngineModel(EngineService engine, BackgroundTasks works, Settings settings, Machine machine) {
        this.engine = engine;
        this.works = works;
        this.settings = settings;
        this.machine = machine;
        engine.engine()
                .subscribe(open ->
                        device.set(open == null ? "" : open.compute().device().toString()));
        works.quietly(machine::cards, cards::set, works::fail);
        tellLibtorch();
    }

    /** Asks anew in the background how things stand; nothing happens while that is under way. */
    public void refresh() {
        if (asking) {
            return;
        }
        asking = true;
        ask(() -> EngineReport.of(machine), now -> {
            report.set(now);
            cards.set(now.cards());
        });
    }

    private <T> void ask(Callable<T> question, Consumer<T> then) {
        works.quietly(
                question,
                answer -> {
                    asking = false;
                    then.accept(answer);
                },
                failed -> {
                    asking = false;
                    works.fail(failed);
                });
    }

    /**
     * Lets a device compute from now on, and at the next start; {@link #said} tells what came of it.
     *
     * @param wanted as {@link ComputeDevice#parse} reads it
     */
    public void choose(String wanted) {
        if (wanted.equals(device.get())) {
            return;
        }
        said.set(TEXT.get("engine.changing"));
        engine.use(ComputeDevice.parse(wanted), Compute.defaultThreads(), chosen -> {
            if (chosen.done()) {
                settings.setDevice(wanted);
            }
            said.set(chosen.sentence());
            works.say(chosen.sentence());
            refresh();
        });
    }

    /** Takes a libtorch of the user's own from the next start on, or says why it cannot be taken. */
    public void useLibtorch(Path folder) {
        works.quietly(
                () -> LibtorchFolder.require(folder).version(),
                version -> {
                    settings.choose(
                            StartSetting.LIBTORCH, folder.toAbsolutePath().toString());
                    libtorch.set(
                            StartSetting.LIBTORCH.isGiven()
                                    ? TEXT.get("given")
                                    : TEXT.get("engine.libtorch.found", version, folder));
                },
                failed -> libtorch.set(BackgroundTasks.sentence(failed)));
    }

    /** Goes back to the bundled libtorch from the next start on. */
    public void useBundled() {
        settings.choose(StartSetting.LIBTORCH, "");
        tellLibtorch();
    }

    /** Whether a libtorch of the user's own is chosen. */
    public boolean isLibtorchChosen() {
        return !settings.chosen(StartSetting.LIBTORCH).isEmpty();
    }

    /** Tells anew which libtorch is used, from when on. */
    public void tellLibtorch() {
        String inUse = StartSetting.LIBTORCH.inUse();
        String chosen = settings.chosen(StartSetting.LIBTORCH);
        if (StartSetting.LIBTORCH.isGiven()) {
            libtorch.set(TEXT.get("given"));
        } else if (chosen.equals(inUse)) {
            libtorch.set(
                    chosen.isEmpty() ? TEXT.get("engine.libtorch.bundled") : TEXT.get("engine.libtorch.own", chosen));
        } else {
            libtorch.set(
                    chosen.isEmpty() ? TEXT.get("engine.libtorch.back") : TEXT.get("engine.libtorch.next", chosen));
        }
    }

    /** How a device is named in a list of them. */
    public String title(String wanted) {
        return cards.get().cards().stream()
                .filter(card -> card.device().equals(wanted))
                .map(GraphicsCard::name)
                .findFirst()
                .orElseGet(() -> TEXT.get(wanted.equals("cpu") ? "device.cpu" : "device.gone", wanted));
    }

    /** The cards of this machine, or why there are none; neither before they are asked for. */
    public ReadOnlyObjectProperty<GraphicsCards> cards() {
        return cards.getReadOnlyProperty();
    }

    /** How things stood when they were asked for last; null before. */
    public ReadOnlyObjectProperty<@Nullable EngineReport> report() {
        return report.getReadOnlyProperty();
    }

    /** What computes now, as {@link ComputeDevice#parse} reads it; empty before the engine is open. */
    public ReadOnlyStringProperty device() {
        return device.getReadOnlyProperty();
    }

    /** What came of the last choice of a device; empty before. */
    public ReadOnlyStringProperty said() {
        return said.getReadOnlyProperty();
    }

    /** Which libtorch is used, from when on, or why one is not. */
    public ReadOnlyStringProperty libtorch() {
        return libtorch.getReadOnlyProperty();
    }
}
