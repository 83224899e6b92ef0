package org.triggerworkbench.experiment.open;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.ComputeDevice;
import org.triggerworkbench.data.Dataset;
import org.triggerworkbench.data.ImageSets;
import org.triggerworkbench.data.Sample;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.data.picture.PictureFiles;
import org.triggerworkbench.experiment.live.LiveRequest;
import org.triggerworkbench.experiment.live.LiveSubject;
import org.triggerworkbench.model.ModelCard;
import org.triggerworkbench.model.ParityLogits;
import org.triggerworkbench.model.network.Architecture;
import org.triggerworkbench.text.InputException;

class ClassOrderTest {
    private static final List<String> NAMES = List.of("stop", "give way", "ahead only", "30", "no entry");

    @TempDir
    private Path folder;

    @Test
    void sameClassesInAnotherOrder_areRefusedWithTheRightOrder() {
        ClassOrder order = order(List.of("30", "Stop", "give way"), List.of("stop", "30", "give way"));
        String sentence = assertThrows(InputException.class, () -> order.require("signs#stop,30,give way"))
                .sentence();
        assertTrue(sentence.contains("\"stop\" is class 1 of the model and class 0 of the data"), sentence);
        assertTrue(sentence.contains("\"signs#30,Stop,give way\""), sentence);
    }

    @Test
    void someClassesWithOtherNumbers_areWarnedOf() {
        ClassOrder order = order(List.of("cat", "dog", "ship"), List.of("dog", "ship"));
        assertDoesNotThrow(() -> order.require("pets"));
        String warning = String.valueOf(order.warning());
        assertTrue(warning.contains("\"dog\" is class 1 of the model and class 0 of the data"), warning);
    }

    @Test
    void anyOfTheNamesOfAClass_isItsName() {
        List<String> labels = List.of("goldfish, Carassius auratus", "tench, Tinca tinca");
        assertNull(order(labels, List.of("goldfish", "Tinca tinca")).warning());
        assertNotNull(order(labels, List.of("tench", "x")).warning());
    }

    @Test
    void orderThatCannotBeWritten_isWarnedOf() {
        ClassOrder order = order(List.of("tench, Tinca", "cock"), List.of("cock", "tench, Tinca"));
        assertDoesNotThrow(() -> order.require("imagenet"));
        assertNotNull(order.warning());
    }

    @Test
    void sameNumbersAndOtherNames_areFine() {
        for (ClassOrder order : List.of(
                order(List.of("a", "b", "c"), List.of("A", "b ")),
                order(List.of(), List.of("a", "b")),
                order(List.of("LABEL_0", "LABEL_1"), List.of("a", "b")),
                // A name twice: one of them has the right number.
                order(List.of("crane", "crane"), List.of("x", "crane")))) {
            assertDoesNotThrow(() -> order.require("data"));
            assertNull(order.warning());
        }
    }

    /** Folders of transformers are measured from files on, on classes in their own order only. */
    @ParameterizedTest
    @ValueSource(strings = {"resnet/basic", "vit/gelu", "clip-classifier/gelu"})
    void foldersAreMeasured(String name) throws IOException {
        Picture wide = PictureFiles.read(ParityLogits.FOLDER.resolve("clip-preprocessing/wide.png"));
        for (String label : NAMES) {
            Path of = Files.createDirectories(folder.resolve(label));
            PictureFiles.writePng(of.resolve("1.png"), wide);
        }
        String model = ParityLogits.FOLDER.resolve(name).toString();
        try (Compute compute = Compute.open(ComputeDevice.CPU, 1)) {
            Sources sources = new Sources(compute);
            Sample all = new Sample(Sample.Split.TEST, 0, Sample.SEED);
            SubjectRequest sorted = SubjectRequest.of(model, null, folder.toString(), all, "stop");
            assertThrows(InputException.class, () -> Subject.open(compute, sources, sorted));
            SubjectRequest ordered =
                    SubjectRequest.of(model, null, folder + "#" + String.join(",", NAMES), all, "stop");
            try (Subject subject = Subject.open(compute, sources, ordered)) {
                assertEquals(0, subject.target());
                assertNull(subject.warning());
                // One picture under every name: one of them is right.
                assertEquals(1, subject.measure(2).cleanAccuracy().hits());
            }
            assertEquals(0, compute.liveTensors());
        }
    }

    /** A model of more classes than the images have: by their numbers they may be right, more likely not. */
    @Test
    void fewerClassesThanTheModelTellsApart_areToldOfInTheWindow() throws IOException {
        Picture wide = PictureFiles.read(ParityLogits.FOLDER.resolve("clip-preprocessing/wide.png"));
        for (String label : List.of("ant", "bee")) {
            PictureFiles.writePng(Files.createDirectories(folder.resolve(label)).resolve("1.png"), wide);
        }
        String model = ParityLogits.FOLDER.resolve("resnet/basic").toString();
        LiveRequest request = new LiveRequest("own", model, null, folder.toString(), "ant");
        try (Compute compute = Compute.open(ComputeDevice.CPU, 1);
                LiveSubject subject = LiveSubject.open(compute, new Sources(compute), request)) {
            List<String> remarks = subject.facts().remarks();
            assertTrue(
                    remarks.stream().anyMatch(sentence -> sentence.contains("classes apart, the data")),
                    remarks.toString());
        }
    }

    private static ClassOrder order(List<String> labels, List<String> names) {
        ModelCard card = new ModelCard(
                "net", "resnet18", labels, Architecture.named("resnet18").input(), "");
        return new ClassOrder(
                card, new Dataset("pets", names, ImageSets.empty(), ImageSets.empty(), ImageSets.empty()));
    }
}
