package org.triggerworkbench.model.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.SharedData;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.file.Safetensors;
import org.triggerworkbench.compute.pickle.PthFiles;
import org.triggerworkbench.model.Classifier;
import org.triggerworkbench.model.ImageModel;
import org.triggerworkbench.model.ImageSize;
import org.triggerworkbench.model.InputSpec;
import org.triggerworkbench.model.ModelCard;
import org.triggerworkbench.model.ModelFixture;
import org.triggerworkbench.model.card.ModelCardFile;
import org.triggerworkbench.model.network.Architecture;
import org.triggerworkbench.model.network.ArchitectureGuess;
import org.triggerworkbench.model.network.NetworkClassifier;
import org.triggerworkbench.text.InputException;

class ModelLoaderTest {
    private static Compute compute;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        compute = Compute.openCpu();
    }

    @AfterAll
    static void close() {
        compute.close();
    }

    @Test
    void guess_tellsHowPicturesAreCut() {
        ModelCardFile none = ModelCardFile.NONE;
        Path file = Path.of("x.pth");
        String published = ModelLoader.guessed(
                file, new ArchitectureGuess(Architecture.named("resnet18"), new ImageSize(224, 224), 4), none);
        assertTrue(published.contains("224 x 224, the middle of a shorter side of 256, and"), published);
        String small = ModelLoader.guessed(
                file, new ArchitectureGuess(Architecture.named("small-vgg"), new ImageSize(32, 32), 4), none);
        assertTrue(small.contains("32 x 32 and normalised"), small);
    }

    @Test
    void writtenModel_isReadBackWithItsCard() {
        Path file = stateDict();
        ModelCard card = card();
        ModelCardFile.write(folder.resolve("net.model.json"), card);
        try (ImageModel model = loader().load(file, null, null)) {
            assertEquals(card.labels(), model.card().labels());
            assertEquals("small-vgg", model.card().architecture());
            assertEquals("CC0-1.0", model.card().licence());
            assertEquals(3, ((Classifier) model).classes());
        }
    }

    @Test
    void labelsThatDoNotFit_areRefused() throws IOException {
        Path file = stateDict();
        Files.writeString(folder.resolve("model.json"), "{\"architecture\": \"small-vgg\", \"labels\": [\"a\"]}");
        refused(file, null, "3 classes", "names 1");
    }

    @Test
    void wrongKeys_areNamedUpToFive() {
        String sentence = refused(stateDict(), "cifar-resnet20", "missing conv1.weight", "and 9", "not needed");
        assertTrue(sentence.contains("features.0.weight"), sentence);
    }

    @Test
    void wrongShape_isNamedWithTheExpectedOne() {
        Map<String, HostTensor> tensors = new HashMap<>(weights());
        tensors.put("features.8.bias", HostTensor.of(new float[5], 5));
        refused(write(tensors), "small-vgg", "features.8.bias", "[5]", "[64]");
    }

    @Test
    void nanWeights_areRefused() {
        Map<String, HostTensor> tensors = new HashMap<>(weights());
        float[] values = new float[64];
        values[7] = Float.NaN;
        tensors.put("features.8.bias", HostTensor.of(values, 64));
        refused(write(tensors), "small-vgg", "features.8.bias", "NaN");
    }

    @Test
    void stateDictOfNoKnownNetwork_saysWhichThereAre() {
        refused(write(Map.of("w", HostTensor.of(new float[2], 2))), null, "--arch", "cifar-resnet20", "small-vgg");
        refused(stateDict(), "cifar-resnet21", "cifar-resnet21", "cifar-resnet20");
    }

    @Test
    void weightsOfPyTorch_areGuessedByNamesAndShapes() throws IOException {
        Map<String, HostTensor> wrapped = new HashMap<>();
        weights().forEach((name, tensor) -> wrapped.put("module." + name, tensor));
        Path file = PthFiles.write(folder.resolve("checkpoint.pth"), Map.of("epoch", 7, "state_dict", wrapped));
        List<String> remarks = new ArrayList<>();
        try (ImageModel model = new ModelLoader(compute, remarks::add).load(file, null, null)) {
            assertEquals("small-vgg", model.card().architecture());
            assertEquals(3, ((Classifier) model).classes());
        }
        assertEquals(3, remarks.size(), remarks.toString());
        assertTrue(remarks.get(0).contains("state_dict"), remarks.get(0));
        assertTrue(remarks.get(1).contains("module."), remarks.get(1));
        assertTrue(remarks.get(2).contains("small-vgg with 3 classes"), remarks.get(2));
    }

    @Test
    void namesOutOfAFile_areShownShortAndWithoutControls() {
        String sentence =
                refused(write(Map.of("\u001b[31m" + "x".repeat(5000), HostTensor.of(new float[1], 1))), "resnet18");
        assertTrue(sentence.length() < 1500 && sentence.contains("?[31mxxx"), sentence);
    }

    @Test
    void attackResultOfBackdoorBench_tellsSizeAndNormalisation() throws IOException {
        Path images = Files.createDirectory(folder.resolve("bd_test_dataset"));
        Path file = PthFiles.write(
                folder.resolve("attack_result.pt"),
                Map.of(
                        "model_name",
                        "vgg",
                        "num_classes",
                        3,
                        "model",
                        weights(),
                        "img_size",
                        List.of(32, 32, 3),
                        "clean_data",
                        "cifar10"));
        List<String> remarks = new ArrayList<>();
        try (ImageModel model = new ModelLoader(compute, remarks::add).load(file, null, null)) {
            assertEquals(0.4914f, model.card().input().mean()[0]);
            assertEquals(32, model.card().input().width());
        }
        assertTrue(remarks.get(0).contains("vgg on cifar10 with 3 classes"), remarks.get(0));
        assertTrue(remarks.get(1).contains(images.toString()), remarks.get(1));
    }

    @Test
    void missingFileAndUselessFolder_areRefused() {
        refused(folder.resolve("absent.pt"), null, "no model");
        refused(folder, null, "config.json");
    }

    @Test
    void textNamedPt_isRefused() throws IOException {
        refused(Files.writeString(folder.resolve("notes.pt"), "these are my notes\n"), null, "not a model");
    }

    @Test
    void emptyOrShortFile_isSaidToBeCutOff() throws IOException {
        refused(Files.write(folder.resolve("empty.safetensors"), new byte[0]), "small-vgg", "is empty");
        refused(Files.write(folder.resolve("empty.pt"), new byte[0]), null, "is empty");
        refused(Files.write(folder.resolve("short.safetensors"), new byte[5]), "small-vgg", "ends after 5 bytes");
        refused(Files.write(folder.resolve("short.pt"), new byte[5]), null, "cut off");
    }

    @Test
    void folderWithAStateDict_namesTheModel() throws IOException {
        Path home = Files.createDirectory(folder.resolve("my-net"));
        Safetensors.write(home.resolve("model.safetensors"), weights(), Map.of());
        try (ImageModel model = loader().load(home, "small-vgg", null)) {
            assertEquals("my-net", model.card().name());
        }
    }

    @Test
    void pickleWithoutWeights_isRefusedWithTheWayOut() throws IOException {
        byte[] pickle = {(byte) 0x80, 2, '}', 'q', 0, '.'};
        refused(Files.write(folder.resolve("weights.pt"), pickle), null, "no tensors", "torch.save");
    }

    @Test
    void truncatedTorchScript_isRefused() throws IOException {
        byte[] whole = Files.readAllBytes(SharedData.require("models/cifar10_resnet20.pt"));
        refused(Files.write(folder.resolve("cut.pt"), Arrays.copyOf(whole, whole.length / 2)), null, "cut.pt");
    }

    @Test
    void torchScript_needsASizeAndNoArchitecture() {
        Path file = SharedData.require("models/cifar10_resnet20.pt");
        InputException noSize = assertThrows(InputException.class, () -> loader().load(file, null, null));
        assertTrue(noSize.sentence().contains("input size"), noSize.sentence());
        refused(file, "cifar-resnet20", "--arch");
    }

    @Test
    void torchScriptOfAnotherSize_isRefused() {
        Path file = SharedData.require("models/cifar10_ibau_badnets_8_02.pt");
        InputException refusal =
                assertThrows(InputException.class, () -> loader().load(file, null, new ImageSize(48, 48)));
        assertTrue(refusal.sentence().contains("48 x 48"), refusal.sentence());
    }

    private String refused(Path file, @Nullable String architecture, String... parts) {
        int before = compute.liveTensors();
        InputException refusal =
                assertThrows(InputException.class, () -> loader().load(file, architecture, ModelFixture.SIZE));
        for (String part : parts) {
            assertTrue(refusal.sentence().contains(part), refusal.sentence());
        }
        assertEquals(before, compute.liveTensors());
        return refusal.sentence();
    }

    private static ModelLoader loader() {
        return ModelFixture.loader(compute);
    }

    private Path stateDict() {
        return write(weights());
    }

    private Path write(Map<String, HostTensor> tensors) {
        Path file = folder.resolve("net.safetensors");
        Safetensors.write(file, tensors, Map.of());
        return file;
    }

    private static Map<String, HostTensor> weights() {
        try (NetworkClassifier model = NetworkClassifier.create(compute, card(), 3, 5)) {
            return model.parameters().toHost();
        }
    }

    private static ModelCard card() {
        InputSpec input = Architecture.named("small-vgg").input();
        return new ModelCard("net", "small-vgg", List.of("a", "b", "c"), input, "CC0-1.0");
    }
}
