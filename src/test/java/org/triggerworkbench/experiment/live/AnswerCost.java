package org.triggerworkbench.experiment.live;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.experiment.open.Sources;
import org.triggerworkbench.trigger.PatchPatterns;
import org.triggerworkbench.trigger.Placement;
import org.triggerworkbench.trigger.Trigger;

/** By hand: what an answer costs, alone, with a number of threads. */
final class AnswerCost {
    public static void main(String[] args) {
        int threads = args.length > 0 ? Integer.parseInt(args[0]) : 2;
        try (Compute compute = Compute.open(ComputeDevice.CPU, threads)) {
            compute.inferenceThread()
                    .submit(() -> {
                        Responder responder = new Responder(LiveSubject.open(
                                compute,
                                new Sources(compute),
                                new LiveRequest("x", "road-signs-clip", null, "road-signs", "stop")));
                        double[] glance = new double[60];
                        double[] first = new double[60];
                        double[] draft = new double[60];
                        double[] answer = new double[60];
                        for (int i = 0; i < 60; i++) {
                            InferenceRequest q = new InferenceRequest(
                                    i,
                                    Trigger.Patch.of(
                                            PatchPatterns.checkerboard(8, 2), 1, new Placement.Fixed(i % 56, 5)),
                                    null,
                                    null,
                                    null,
                                    0,
                                    0,
                                    Spaces.JOINT);
                            glance[i] = responder.glance(q).nanos() / 1e6;
                            draft[i] = Double.NaN;
                            first[i] = Double.NaN;
                            if (responder.hasDraft(q)) {
                                long start = System.nanoTime();
                                int now = i;
                                SheetResult near = responder.draft(q, _ -> {
                                    first[now] = (System.nanoTime() - start) / 1e6;
                                    return true;
                                });
                                draft[i] = Objects.requireNonNull(near).nanos() / 1e6;
                            }
                            answer[i] = responder.answer(q).nanos() / 1e6;
                        }
                        Arrays.sort(glance, 10, 60);
                        Arrays.sort(first, 10, 60);
                        Arrays.sort(draft, 10, 60);
                        Arrays.sort(answer, 10, 60);
                        System.out.printf(
                                Locale.ROOT,
                                "threads %d: glance p50 %.1f p95 %.1f, first images of a draft p50 %.1f p95 %.1f, draft p50 %.1f p95 %.1f, sheet p50 %.1f p95 %.1f ms%n",
                                threads,
                                glance[35],
                                glance[57],
                                first[35],
                                first[57],
                                draft[35],
                                draft[57],
                                answer[35],
                                answer[57]);
                        responder.close();
                        return true;
                    })
                    .join();
        }
    }
}
