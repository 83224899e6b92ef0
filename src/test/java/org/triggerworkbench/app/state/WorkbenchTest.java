package org.triggerworkbench.app.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.app.FakeFacts;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.experiment.live.ModelState;
import org.triggerworkbench.experiment.live.PromptState;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.experiment.open.PromptChoice;
import org.triggerworkbench.prompt.PromptLayout;
import org.triggerworkbench.prompt.PromptShape;
import org.triggerworkbench.trigger.Trigger;

class WorkbenchTest {
    private static final Trigger SLOW = new Trigger.Sinusoid(0.1f, 2);

    private final Workbench workbench = new Workbench();
    private final SubjectFacts facts = FakeFacts.scene(List.of("stop", "yield", "no entry"), 6);

    private PromptState prompt() {
        PromptLayout layout = PromptLayout.of(new PromptShape.Frame(1), PromptLayout.Mode.ADD, facts.input());
        return new PromptState(layout, HostTensor.of(new float[3 * 64], 3, 8, 8), null, 0);
    }

    @Test
    void change_showsEveryListenerTheWholeOfIt() {
        List<String> seen = new ArrayList<>();
        workbench
                .trigger()
                .subscribe(_ -> seen.add("trigger, target " + workbench.target().get()));
        workbench
                .target()
                .subscribe(
                        _ -> seen.add("target, trigger " + workbench.trigger().get()));
        seen.clear();
        workbench.change(now -> {
            now.trigger = SLOW;
            now.target = 2;
        });
        assertEquals(List.of("trigger, target 2", "target, trigger " + SLOW), seen);
        workbench.change(now -> now.target = 2);
        assertEquals(2, seen.size(), "nothing has changed");
    }

    @Test
    void resetScene_isAnEdit_thatKeepsTheTray() {
        workbench.show(facts, null);
        Bench opened = workbench.bench().get();
        TrayItem aside = new TrayItem("slow", SLOW, 1, 1, new int[1]);
        workbench.layAside(aside);
        workbench.edit("paint", now -> {
            now.trigger = SLOW;
            now.target = 2;
        });
        workbench.resetScene("reset");
        assertEquals(opened.trigger(), workbench.trigger().get());
        assertEquals(opened.target(), workbench.target().get());
        assertEquals(List.of(aside), workbench.tray().get());
        workbench.undo().undo();
        assertEquals(SLOW, workbench.trigger().get());
        assertEquals(2, workbench.target().get());
    }

    @Test
    void show_bringsWhatTheSceneHas_andKeepsTrayAndColours() {
        TrayItem aside = new TrayItem("slow", SLOW, 1, 1, new int[1]);
        workbench.change(now -> {
            now.tray = List.of(aside);
            now.colourBy = ColourBy.CLASS;
            now.primary = 5;
            now.chosen = List.of(4, 1);
            now.wording = new org.triggerworkbench.experiment.live.Wording(List.of(List.of("a")));
        });
        List<String> heard = new ArrayList<>();
        workbench
                .scene()
                .subscribe(_ -> heard.add(
                        "scene with primary " + workbench.selection().primary().get()));
        workbench.selection().primary().subscribe(_ -> heard.add("primary"));
        heard.clear();
        workbench.show(facts, null);
        assertEquals(List.of("scene with primary 0", "primary"), heard);
        Bench bench = workbench.bench().get();
        assertEquals(
                Bench.EMPTY.show(facts).with(now -> {
                    now.tray = List.of(aside);
                    now.colourBy = ColourBy.CLASS;
                }),
                bench);
        assertEquals(FakeFacts.WAVE, bench.trigger());
        workbench.show(null);
        assertNull(workbench.trigger().get());
        assertNull(workbench.scene().get());
    }

    @Test
    void edit_isUndone_withoutWhatOthersChangedSince() {
        workbench.show(facts, null);
        workbench.edit("Target", now -> now.target = 2);
        workbench.change(now -> {
            now.trigger = SLOW;
            now.primary = 3;
        });
        workbench.undo().undo();
        assertEquals(0, workbench.target().get());
        assertEquals(SLOW, workbench.trigger().get());
        assertEquals(3, workbench.selection().primary().get());
        workbench.undo().redo();
        assertEquals(2, workbench.target().get());
        assertEquals(SLOW, workbench.trigger().get());
    }

    @Test
    void edit_ofAPrompt_takesTheChoiceWithIt() {
        workbench.show(facts, null);
        PromptState first = prompt();
        PromptState second = prompt();
        workbench.change(now -> {
            now.cleanPrompt = first;
            now.promptChoice = PromptChoice.CLEAN;
        });
        workbench.edit("Open prompt", now -> {
            now.cleanPrompt = second;
            now.promptChoice = PromptChoice.CLEAN;
        });
        workbench.promptChoice().set(PromptChoice.NONE);
        workbench.undo().undo();
        assertSame(first, workbench.prompt(), "what undo puts back is seen");
        workbench.promptChoice().set(PromptChoice.NONE);
        workbench.undo().redo();
        assertSame(second, workbench.prompt());
    }

    @Test
    void edit_doesNotHoldWhatItDidNotChange() {
        workbench.show(facts, null);
        workbench.modelState().set(new ModelState(Map.of(), 1));
        WeakReference<ModelState> weights =
                new WeakReference<>(workbench.modelState().get());
        workbench.edit("Target", now -> now.target = 1);
        workbench.modelState().set(null);
        for (int i = 0; i < 50 && weights.get() != null; i++) {
            System.gc();
        }
        assertNull(weights.get(), "the weights of each moment of a training would pile up");
    }

    @Test
    void restored_leavesOutWhatTheSceneHasNot() {
        workbench.show(facts, null);
        Bench saved = Bench.EMPTY.with(now -> {
            now.trigger = SLOW;
            now.space = "layer4";
            now.primary = 99;
            now.chosen = List.of(7, 5, 0);
            now.colourBy = ColourBy.FOOLED;
        });
        workbench.update(now -> now.restored(saved));
        Bench bench = workbench.bench().get();
        assertEquals(facts.spaces().getFirst(), bench.space());
        assertEquals(5, bench.primary());
        assertEquals(List.of(0, 5), List.copyOf(bench.chosen()));
        assertEquals(SLOW, bench.trigger());
        assertSame(facts, bench.scene());
    }

    @Test
    void chosen_areAscending() {
        workbench.selection().choose(List.of(5, 300, 1, 200, 41));
        assertEquals(
                List.of(1, 5, 41, 200, 300),
                List.copyOf(workbench.selection().chosen().get()));
        assertTrue(workbench.selection().isLit(41));
    }
}
