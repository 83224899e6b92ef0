package org.triggerworkbench.app;

import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.triggerworkbench.app.state.Workbench;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.Seeds;
import org.triggerworkbench.data.Sample;
import org.triggerworkbench.experiment.live.LiveLoop;
import org.triggerworkbench.experiment.live.LiveRequest;
import org.triggerworkbench.experiment.live.LiveSubject;
import org.triggerworkbench.experiment.live.PromptState;
import org.triggerworkbench.experiment.live.Responder;
import org.triggerworkbench.experiment.open.Sources;
import org.triggerworkbench.prompt.PromptLayout;
import org.triggerworkbench.prompt.PromptShape;

/** The bundled model with its images and a trigger, open in a workbench, for tests of what views make of real answers. */
public final class RealScene implements AutoCloseable {
    private final Compute compute = Compute.openCpu();
    private final Workbench workbench = new Workbench();

    /** @param images of the sheet */
    public RealScene(int images) {
        LiveRequest request = new LiveRequest("Clean model", "road-signs-clip", null, "road-signs", "stop")
                .withTrigger(Path.of("assets/scenarios/clean-model/trigger.safetensors"), null)
                .withSheet(images, Sample.SEED);
        LiveLoop loop = compute.inferenceThread()
                .submit(() -> new LiveLoop(
                        compute.inferenceThread(),
                        new Responder(LiveSubject.open(compute, new Sources(compute), request))))
                .join();
        Fx.run(() -> workbench.show(loop));
    }

    public Workbench workbench() {
        return workbench;
    }

    /** A frame of random values. */
    public PromptState frame(int width, double scale, long seed) {
        PromptLayout layout = PromptLayout.of(
                new PromptShape.Frame(width),
                PromptLayout.Mode.ADD,
                workbench.facts().input());
        int count = 3 * layout.height() * layout.width();
        float[] values = Seeds.normal(count, scale, Seeds.generator(seed, "test-prompt", 0));
        return new PromptState(layout, HostTensor.of(values, 3, layout.height(), layout.width()), null, 0);
    }

    /** Ticks on the window thread until something holds. */
    public void until(String what, Runnable tick, BooleanSupplier holds) {
        Fx.until(what, () -> {
            workbench.tick();
            tick.run();
            return holds.getAsBoolean();
        });
    }

    /** Ticks until everything that was changed is answered. */
    public void answered() {
        until("an answer", () -> {}, () -> {
            var answer = workbench.answer().get();
            return answer != null && answer.question().stamp() >= workbench.lastAsked();
        });
    }

    @Override
    public void close() {
        Fx.run(() -> workbench.show(null));
        compute.close();
    }
}
