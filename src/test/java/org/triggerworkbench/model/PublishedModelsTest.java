package org.triggerworkbench.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.triggerworkbench.SharedData;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.file.TensorFiles;

/** Published models, as state dicts and as TorchScript, against logits computed with PyTorch. */
class PublishedModelsTest {
    private static final String BADNETS = "cifar10_ibau_badnets_8_02";
    private static final String TROJAN = "cifar10_ibau_trojan_sq_2_02";
    /** Images of each class in GTSRB's whole test set; the shared part holds at most 60 of each. */
    private static final int[] GTSRB_TEST = {
        60, 720, 750, 450, 660, 630, 150, 450, 450, 480, 660, 420, 690, 720, 270, 210, 150, 360, 390, 60, 90, 90, 120,
        150, 90, 480, 180, 60, 150, 90, 150, 270, 60, 210, 120, 390, 120, 60, 690, 90, 90, 60, 90
    };

    private static Compute compute;

    @BeforeAll
    static void open() {
        compute = Compute.openCpu();
    }

    @AfterAll
    static void close() {
        compute.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"safetensors", "pt"})
    void cifarResNets_matchReference(String form) throws IOException {
        assertEquals(279, correct(cifar(), matching("cifar10_resnet20", form, "cifar-resnet20", "clean", cifar())));
        assertEquals(285, correct(cifar(), matching("cifar10_resnet56", form, "cifar-resnet56", "clean", cifar())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"safetensors", "pt"})
    void badNetsVgg_matchesReferenceAndFollowsItsTrigger(String form) throws IOException {
        Pictures clean = cifar();
        assertEquals(260, correct(clean, matching(BADNETS, form, "small-vgg", "clean", clean)));
        int[] triggered = matching(BADNETS, form, "small-vgg", "triggered", clean.withSquare());
        assertArrayEquals(new int[] {268, 271}, hits(clean, triggered, 8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"safetensors", "pt"})
    void trojanVgg_matchesReferenceAndFollowsItsTrigger(String form) throws IOException {
        Pictures clean = cifar();
        assertEquals(258, correct(clean, matching(TROJAN, form, "small-vgg", "clean", clean)));
        float[] trigger = Pictures.png(SharedData.require("triggers/trojan_sq.png"));
        int[] triggered = matching(TROJAN, form, "small-vgg", "triggered", clean.plus(trigger));
        assertArrayEquals(new int[] {272, 272}, hits(clean, triggered, 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"safetensors", "pt"})
    void gtsrbVgg_isAccurateAndBackdoored(String form) throws IOException {
        Pictures clean = Pictures.folders(SharedData.require("gtsrb"));
        try (Classifier model = load("gtsrb_ibau_badnets_8_02", form, "small-vgg")) {
            assertEquals(43, model.classes());
            int[] plain = ModelFixture.predictions(ModelFixture.logits(compute, model, clean), 43);
            int[] marked = ModelFixture.predictions(ModelFixture.logits(compute, model, clean.withSquare()), 43);
            int[] hits = hits(clean, marked, 8);
            double accuracy = wholeSetAccuracy(clean, plain);
            // The part holds rare classes as often as common ones, so its plain accuracy is below the whole set's.
            assertEquals(2212, correct(clean, plain));
            assertTrue(accuracy >= 0.97, "accuracy " + accuracy);
            assertTrue(hits[0] >= 0.98 * hits[1]);
        }
    }

    @Test
    void mobileNets_putOutThousandLogits() throws IOException {
        Map<String, Integer> edges =
                Map.of("imagenet_mobilenet_v1_0.25_128", 128, "imagenet_mobilenet_v2_1.0_224", 224);
        for (Map.Entry<String, Integer> entry : edges.entrySet()) {
            Path file = SharedData.require("models/" + entry.getKey() + ".pt");
            ImageSize size = new ImageSize(entry.getValue(), entry.getValue());
            try (ImageModel model = ModelFixture.loader(compute).load(file, null, size)) {
                assertEquals(1000, ((Classifier) model).classes());
                assertEquals(entry.getKey(), model.card().name());
            }
        }
    }

    private static Classifier load(String name, String form, String architecture) {
        return ModelFixture.load(compute, SharedData.require("models/" + name + "." + form), architecture);
    }

    private static Pictures cifar() throws IOException {
        return Pictures.cifar(SharedData.require("cifar-10/test_batch.bin"));
    }

    /** Predictions, once the logits have been found equal to the reference. */
    private static int[] matching(String name, String form, String architecture, String inputs, Pictures pictures) {
        HostTensor tensor = TensorFiles.read(SharedData.require("models/reference_logits.safetensors"))
                .tensors()
                .get(name + "." + inputs);
        float[] reference = Objects.requireNonNull(tensor).floats();
        try (Classifier model = load(name, form, architecture)) {
            assertEquals(10, model.classes());
            float[] logits = ModelFixture.logits(compute, model, pictures);
            double relative = ModelFixture.largestDifference(logits, reference) / ModelFixture.largest(reference);
            System.out.printf("%s.%s %s: largest difference / largest logit %.2e%n", name, form, inputs, relative);
            assertTrue(relative <= 1e-4, name + " differs by " + relative);
            int[] predictions = ModelFixture.predictions(logits, 10);
            assertArrayEquals(ModelFixture.predictions(reference, 10), predictions);
            return predictions;
        }
    }

    private static int correct(Pictures pictures, int[] predictions) {
        int correct = 0;
        for (int i = 0; i < predictions.length; i++) {
            correct += predictions[i] == pictures.labels()[i] ? 1 : 0;
        }
        return correct;
    }

    /** Accuracy on the part, each class weighted as in the whole test set. */
    private static double wholeSetAccuracy(Pictures pictures, int[] predictions) {
        int[] seen = new int[GTSRB_TEST.length];
        int[] right = new int[GTSRB_TEST.length];
        for (int i = 0; i < predictions.length; i++) {
            seen[pictures.labels()[i]]++;
            right[pictures.labels()[i]] += predictions[i] == pictures.labels()[i] ? 1 : 0;
        }
        double sum = 0;
        double images = 0;
        for (int k = 0; k < seen.length; k++) {
            sum += GTSRB_TEST[k] * (double) right[k] / seen[k];
            images += GTSRB_TEST[k];
        }
        return sum / images;
    }

    /** Images of other classes predicted as the target, and how many there are. */
    private static int[] hits(Pictures pictures, int[] predictions, int target) {
        int hits = 0;
        int others = 0;
        for (int i = 0; i < predictions.length; i++) {
            if (pictures.labels()[i] != target) {
                others++;
                hits += predictions[i] == target ? 1 : 0;
            }
        }
        return new int[] {hits, others};
    }
}
