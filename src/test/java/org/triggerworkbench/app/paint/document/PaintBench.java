package org.triggerworkbench.app.paint.document;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.triggerworkbench.app.paint.tools.PaintModel;
import org.triggerworkbench.app.paint.tools.Tool;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.data.Sample;
import org.triggerworkbench.experiment.live.LiveRequest;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.trigger.PatchPatterns;
import org.triggerworkbench.trigger.Placement;
import org.triggerworkbench.trigger.Trigger;

/** A paint model over a scene that needs no engine: images of noise. */
public final class PaintBench {
    public static final int SIDE = 16;

    public final Workbench workbench = new Workbench();
    public final PaintModel model = new PaintModel(workbench, (_, size, colour) -> Stamps.rectangle(size, 2, colour));

    public PaintBench(@Nullable Trigger trigger) {
        this(trigger, SIDE, 12);
    }

    public PaintBench(@Nullable Trigger trigger, int side, int images) {
        model.brush().colour().set(0xffff0000);
        model.brush().size().set(1);
        open(trigger, side, images);
    }

    public void open(@Nullable Trigger trigger, int side, int images) {
        open(trigger, side, images, 4);
    }

    public void open(@Nullable Trigger trigger, int side, int images, int of) {
        SplittableRandom random = new SplittableRandom(1);
        int[][] pixels = new int[images][side * side];
        for (int[] image : pixels) {
            Arrays.setAll(image, _ -> 0xff000000 | random.nextInt(1 << 24));
        }
        List<String> classes =
                IntStream.range(0, of).mapToObj(k -> "class " + k).toList();
        LiveRequest request = new LiveRequest("t", "m", null, "d", "0").withSheet(images, Sample.SEED);
        InputSpec input =
                new InputSpec(side, side, new float[3], new float[] {1, 1, 1}, InputSpec.Resize.STRETCH_BICUBIC);
        SubjectFacts facts = new SubjectFacts(
                request,
                "m",
                "a",
                1,
                false,
                input,
                "d",
                images,
                classes,
                IntStream.range(0, images).mapToObj(Integer::toString).toList(),
                IntStream.range(0, images).map(i -> i % of).toArray(),
                pixels,
                0,
                null,
                null,
                trigger,
                List.of("logits"),
                "",
                null);
        workbench.show(facts, null);
    }

    public static Trigger.Patch checker(int x, int y) {
        return Trigger.Patch.of(PatchPatterns.checkerboard(4, 2), 1, new Placement.Fixed(x, y));
    }

    public void drag(Tool tool, double... points) {
        model.tool().set(tool);
        model.hand().press(points[0], points[1], null, false);
        for (int i = 2; i < points.length; i += 2) {
            model.hand().drag(points[i], points[i + 1], false);
        }
        model.hand().release(points[points.length - 2], points[points.length - 1], false);
    }

    public void grab(Grip grip, double x0, double y0, double x1, double y1) {
        model.tool().set(Tool.MOVE);
        model.hand().press(x0, y0, grip, false);
        model.hand().drag((x0 + x1) / 2, (y0 + y1) / 2, false);
        model.hand().drag(x1, y1, false);
        model.hand().release(x1, y1, false);
    }

    public Trigger.@Nullable Patch patch() {
        return (Trigger.Patch) workbench.trigger().get();
    }

    /** The trigger as one text: equal texts are equal bytes. */
    public String bytes() {
        Trigger.Patch patch = patch();
        return patch == null
                ? "none"
                : patch.width() + "x" + patch.height() + " " + patch.placement() + " " + patch.opacity() + " "
                        + Arrays.hashCode(patch.pattern()) + " " + Arrays.toString(patch.mask());
    }

    /** Pixels that are painted, as "x,y", row by row. */
    public List<String> painted() {
        int[] flat = model.document().get().flat().argb();
        return IntStream.range(0, flat.length)
                .filter(i -> flat[i] >>> 24 != 0)
                .mapToObj(i -> i % SIDE + "," + i / SIDE)
                .toList();
    }
}
