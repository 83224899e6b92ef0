package org.triggerworkbench.app.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.compute.Compute;
import org.triggerworkbench.compute.HostTensor;
import org.triggerworkbench.compute.HostTensor.ElementType;
import org.triggerworkbench.compute.file.Npy;
import org.triggerworkbench.compute.file.Npz;
import org.triggerworkbench.compute.file.Safetensors;
import org.triggerworkbench.data.BrokenPictures;
import org.triggerworkbench.data.ParquetDataTest;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.data.picture.PictureFiles;
import org.triggerworkbench.data.picture.PictureFormatsTest;
import org.triggerworkbench.experiment.open.Sources;
import org.triggerworkbench.model.HandWrittenModule;
import org.triggerworkbench.model.ImageModel;
import org.triggerworkbench.model.ModelCard;
import org.triggerworkbench.model.ParityLogits;
import org.triggerworkbench.model.clip.ClipTokenizer;
import org.triggerworkbench.model.load.ModelLoader;
import org.triggerworkbench.model.script.ScriptReview;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.trigger.Trigger;
import org.triggerworkbench.trigger.TriggerFiles;
import org.triggerworkbench.trigger.TriggerReading;

/**
 * Opens some of each form that people have and writes what happens to docs/formats.md; {@code -Dworkbench.formats=write} writes it
 * anew.
 */
class FormatsTest {
    private static final Path TABLE = Path.of("docs/formats.md");
    private static final String GTSRB_HEAD = "Filename;Width;Height;Roi.X1;Roi.Y1;Roi.X2;Roi.Y2;ClassId\n";

    @TempDir
    private Path folder;

    private final List<String> rows = new ArrayList<>();
    private int inputs;

    @Test
    void table_saysWhatIsSeen() throws IOException {
        pictures();
        numbers();
        arrays();
        folders();
        lists();
        parquet();
        triggers();
        tokenizers();
        siglips();
        scripts();
        weights();
        modelFolders();
        String seen = """
            # What is opened

            Made by FormatsTest: each input is opened as if it were dropped on the window, or read as the kind says. NAME stands for
            its path.

            | Kind | Form | What happens |
            | --- | --- | --- |
            """ + String.join("\n", rows) + "\n";
        if ("write".equals(System.getProperty("workbench.formats"))) {
            Files.writeString(TABLE, seen);
        }
        assertTrue(inputs >= 60, inputs + " inputs");
        assertEquals(Files.readString(TABLE), seen);
    }

    private void pictures() throws IOException {
        for (String name : List.of(
                "plain.jpg",
                "progressive.jpg",
                "subsampled.jpg",
                "grey.jpg",
                "cmyk.jpg",
                "icc.jpg",
                "icc.png",
                "lossless.webp",
                "lossy.webp",
                "icc.webp",
                "turned.webp",
                "rgb.bmp",
                "palette.bmp",
                "grey.bmp",
                "rgb.ppm",
                "plain.ppm",
                "grey.pgm",
                "bits.pbm",
                "rgb.tif",
                "lzw.tiff",
                "palette.tif",
                "bits.tif",
                "cmyk.tif")) {
            byte[] bytes = PictureFormatsTest.bytes(name);
            row("picture", name, put(name, bytes));
            if (List.of("plain.jpg", "icc.png", "lossless.webp", "rgb.bmp", "rgb.ppm", "rgb.tif")
                    .contains(name)) {
                row("picture", name + ", cut off", put("cut-" + name, Arrays.copyOf(bytes, bytes.length / 2)));
            }
        }
        row("picture", "GIF", put("a.gif", text("GIF89a............")));
        row("picture", "empty file", put("empty.png", new byte[0]));
    }

    private void numbers() throws IOException {
        byte[] images = {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 5, 6};
        byte[] labels = {0, 0, 8, 1, 0, 0, 0, 2, 1, 1};
        put("idx/t10k-images-idx3-ubyte", images);
        put("idx/t10k-labels-idx1-ubyte", labels);
        row("data", "MNIST's files", folder.resolve("idx"));
        put("mnist/MNIST/raw/t10k-images-idx3-ubyte", images);
        put("mnist/MNIST/raw/t10k-labels-idx1-ubyte", labels);
        row("data", "folder above MNIST/raw", folder.resolve("mnist"));
        put("emnist/emnist-letters-test-images-idx3-ubyte", images);
        put("emnist/emnist-letters-test-labels-idx1-ubyte", labels);
        row("data", "EMNIST", folder.resolve("emnist"));
        put("emnist/emnist-digits-test-images-idx3-ubyte", images);
        row("data", "EMNIST, two sets", folder.resolve("emnist"));
        row("data", "EMNIST, one of two sets", folder.resolve("emnist/emnist-letters-test-images-idx3-ubyte"));
        put("idx-alone/t10k-images-idx3-ubyte", images);
        row("data", "IDX without labels", folder.resolve("idx-alone"));
        byte[] many = images.clone();
        many[4] = 0x3b;
        put("idx-many/t10k-images-idx3-ubyte", many);
        put("idx-many/t10k-labels-idx1-ubyte", labels);
        row("data", "IDX that promises 10^9 images", folder.resolve("idx-many"));
        put("cifar/test_batch.bin", new byte[3073]);
        row("data", "CIFAR-10, binary", folder.resolve("cifar"));
        put("cifar-cut/test_batch.bin", new byte[3000]);
        row("data", "CIFAR-10, binary, cut off", folder.resolve("cifar-cut"));
    }

    private void arrays() throws IOException {
        HostTensor labels = HostTensor.of(new long[] {0}, 1);
        npz("NumPy, channels last", bytes(1, 4, 5, 3), labels);
        npz("NumPy, channels first", bytes(1, 3, 4, 5), labels);
        npz("NumPy, grey", bytes(1, 4, 5), labels);
        npz("NumPy, floats from 0 to 1", HostTensor.of(new float[] {0, 1, 0.5f, 0.2f}, 1, 2, 2), labels);
        npz("NumPy, normalised", HostTensor.of(new float[] {-2, 1, 0.5f, 0.2f}, 1, 2, 2), labels);
        npz("NumPy, colours first or last", bytes(1, 3, 5, 3), labels);
        npz("NumPy, two colours", bytes(1, 4, 5, 2), labels);
        npz("NumPy, too many labels", bytes(2, 4, 5), labels);
        npz("NumPy, labels below 0", bytes(1, 4, 5), HostTensor.of(new long[] {-1}, 1));
        Files.createDirectories(folder.resolve("npy"));
        Npy.write(folder.resolve("npy/x_train.npy"), bytes(1, 4, 5));
        Npy.write(folder.resolve("npy/y_train.npy"), labels);
        row("data", "x_train.npy with y_train.npy", folder.resolve("npy"));
        row("prompt", "one NumPy array", folder.resolve("npy/x_train.npy"));
    }

    private void npz(String form, HostTensor images, HostTensor labels) {
        Path file = folder.resolve("set.npz");
        Npz.write(file, Map.of("x", images, "y", labels));
        row("data", form, file);
    }

    private void folders() throws IOException {
        byte[] picture = PictureFormatsTest.bytes("icc.png");
        for (String split : List.of("train", "val", "test")) {
            put("splits/" + split + "/cat/1.png", picture);
        }
        row("data", "train, val and test, a folder per class", folder.resolve("splits"));
        put("classes/cat/1.png", picture);
        row("data", "a folder per class", folder.resolve("classes"));
        put("classes/cat/2.png", Arrays.copyOf(picture, 60));
        row("data", "a folder per class, one picture broken", folder.resolve("classes"));
        skipping("a folder per class, one picture broken, --skip-broken", folder.resolve("classes"));
        put("classes/cat/1.png", new byte[9]);
        skipping("a folder per class, all pictures broken, --skip-broken", folder.resolve("classes"));
        Files.createDirectories(folder.resolve("nothing"));
        row("data", "an empty folder", folder.resolve("nothing"));
        put("words/notes.txt", text("hello"));
        row("data", "a folder of other files", folder.resolve("words"));
    }

    private void lists() throws IOException {
        byte[] picture = PictureFormatsTest.bytes("rgb.ppm");
        put("csv/1.ppm", picture);
        put("csv/labels.csv", text("file,label\n1.ppm,cat\n"));
        row("data", "pictures with a CSV", folder.resolve("csv"));
        put("csv/labels.csv", text("file,label\n2.ppm,cat\n"));
        row("data", "CSV that names an absent picture", folder.resolve("csv"));
        put("csv/labels.csv", text("1.ppm,cat\n"));
        row("data", "CSV without a first line of names", folder.resolve("csv"));
        put("jsonl/1.ppm", picture);
        put("jsonl/metadata.jsonl", text("{\"file_name\": \"1.ppm\", \"label\": 0}\n"));
        row("data", "pictures with metadata.jsonl", folder.resolve("jsonl"));
        put("jsonl/metadata.jsonl", text("{\"file_name\": \n"));
        row("data", "metadata.jsonl, broken", folder.resolve("jsonl"));
        put("signs/GTSRB/Final_Training/Images/00000/00000_00000.ppm", picture);
        put(
                "signs/GTSRB/Final_Training/Images/00000/GT-00000.csv",
                text(GTSRB_HEAD + "00000_00000.ppm;1;1;1;1;1;1;0\n"));
        row("data", "GTSRB as published", folder.resolve("signs"));
        put("tiny/wnids.txt", text("n01\n"));
        put("tiny/train/n01/images/n01_0.JPEG", PictureFormatsTest.bytes("plain.jpg"));
        row("data", "tiny-imagenet", folder.resolve("tiny"));
    }

    private void weights() throws IOException {
        Path weights = folder.resolve("weights.safetensors");
        Safetensors.write(weights, Map.of("fc.weight", HostTensor.of(new float[6], 2, 3)), Map.of());
        row("weights", "safetensors", weights);
        byte[] whole = Files.readAllBytes(weights);
        row("weights", "safetensors, cut off", put("cut.safetensors", Arrays.copyOf(whole, whole.length - 5)));
        row(
                "weights",
                "pickle that calls something",
                put("calls.pkl", text("\u0080\u0002cos\nsystem\nU\u0002ls\u0085R.")));
        row("other", "text", put("notes.txt", text("hello\n")));
        row("other", "empty file", put("empty.pt", new byte[0]));
        row("other", "absent file", folder.resolve("absent.png"));
    }

    private void parquet() throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("snappy", "Parquet of Hugging Face, snappy");
        files.put("gzip", "Parquet of Hugging Face, gzip, image as img, label as fine_label");
        files.put("plain", "Parquet, unpacked, pictures as plain bytes");
        files.put("indexed", "Parquet with an index of pages");
        files.put("zstd", "Parquet, zstd");
        files.put("null", "Parquet, a row without a picture");
        files.put("label", "Parquet, a label that is no class");
        files.put("other", "Parquet of other columns");
        files.put("bomb", "Parquet that claims a page of 134 MB");
        files.put("broken", "Parquet, one picture broken");
        for (Map.Entry<String, String> file : files.entrySet()) {
            row("data", file.getValue(), put(file.getKey(), ParquetDataTest.bytes(file.getKey() + ".parquet")));
        }
        skipping("Parquet, one picture broken, --skip-broken", folder.resolve("broken"));
        byte[] whole = ParquetDataTest.bytes("snappy.parquet");
        row("data", "Parquet, cut off", put("cut.parquet", Arrays.copyOf(whole, whole.length / 2)));
        put("hub/data/train-00000-of-00002.parquet", whole);
        row("data", "Parquet, one of two files of a split", folder.resolve("hub"));
        put("hub/data/train-00001-of-00002.parquet", whole);
        put("hub/data/test-00000-of-00001.parquet", whole);
        row("data", "Parquet, a folder with data/train-... and data/test-...", folder.resolve("hub"));
    }

    private void triggers() throws IOException {
        Path patch = folder.resolve("patch.png");
        PictureFiles.writePng(patch, new Picture(2, 2, new byte[12]));
        Path full = folder.resolve("full.png");
        PictureFiles.writePng(full, new Picture(8, 8, new byte[192]));
        Path added = folder.resolve("added.npy");
        Npy.write(added, HostTensor.of(new float[192], 3, 8, 8));
        Path masked = folder.resolve("masked.npz");
        Npz.write(
                masked,
                Map.of(
                        "mask", HostTensor.of(new float[64], 8, 8),
                        "pattern", HostTensor.of(new float[192], 3, 8, 8)));
        trigger("PNG of the input's size", full, null, null);
        trigger("smaller PNG", patch, null, null);
        trigger("smaller PNG, placed at 1,2", patch, null, "1,2");
        trigger("smaller PNG, placed bottom-right", patch, null, "bottom-right");
        trigger("smaller PNG, placed outside", patch, null, "7,7");
        trigger("NumPy array of the input's size", added, null, null);
        trigger("NumPy array of the input's size, to be added", added, TriggerFiles.Mode.ADD, null);
        trigger("mask and pattern in an .npz", masked, null, null);
    }

    private void trigger(String form, Path file, TriggerFiles.@Nullable Mode mode, @Nullable String at) {
        row("trigger", form, file, () -> {
            Trigger read = TriggerFiles.readAs(file, TriggerReading.of(mode, at), 8, 8);
            return "read as " + read.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        });
    }

    private void tokenizers() throws IOException {
        String sound = Files.readString(Path.of("src/test/resources/parity/clip-tiny/tokenizer.json"));
        tokenizer("tokenizer.json", sound);
        tokenizer(
                "tokenizer.json, token for the unknown outside the vocabulary",
                sound.replace("\"unk_token\": \"<", "\"unk_token\": \"other<"));
        tokenizer("tokenizer.json, broken decoder", sound.replace("\"decoder\": {", "\"decoder\": {{"));
        tokenizer("tokenizer.json without a model", sound.replace("\"model\": {", "\"mode\": {"));
        vocabulary("vocab.json with merges.txt", "{}", "#version: 0.2\na b\n");
        vocabulary("vocab.json with merges.txt, a line of three words", "{}", "#version: 0.2\na b c\n");
        vocabulary("vocab.json with merges.txt, a token that is not there", "{}", "#version: 0.2\na b\nb c\n");
        vocabulary("vocab.json with merges.txt of RoBERTa", "{\"tokenizer_class\": \"RobertaTokenizer\"}", "a b\n");
    }

    private void vocabulary(String form, String config, String merges) throws IOException {
        String ids = "{\"a\": 0, \"b\": 1, \"ab\": 2, \"<|startoftext|>\": 3, \"<|endoftext|>\": 4}";
        Path file = put("vocabulary/vocab.json", text(ids));
        put("vocabulary/merges.txt", text(merges));
        put("vocabulary/tokenizer_config.json", text(config));
        row("tokenizer", form, folder.resolve("vocabulary"), () -> {
            ClipTokenizer.in(file.resolveSibling(".").normalize()).close();
            return "read";
        });
    }

    private void siglips() throws IOException {
        Path sound = Path.of("src/test/resources/parity/siglip");
        try (Compute compute = Compute.openCpu()) {
            for (String name :
                    List.of("config.json", "model.safetensors", "preprocessor_config.json", "tokenizer_config.json")) {
                put("siglip/" + name, Files.readAllBytes(sound.resolve(name)));
            }
            siglip(compute, "SigLIP, no tokenizer");
            put("siglip/tokenizer.json", Files.readAllBytes(sound.resolve("tokenizer.json")));
            siglip(compute, "SigLIP with tokenizer.json");
            Files.delete(folder.resolve("siglip/tokenizer.json"));
            byte[] pieces = Files.readAllBytes(sound.resolve("spiece.model"));
            put("siglip/spiece.model", pieces);
            siglip(compute, "SigLIP with spiece.model");
            put("siglip/spiece.model", Arrays.copyOf(pieces, pieces.length / 2));
            siglip(compute, "SigLIP with spiece.model, cut off");
            String config = Files.readString(sound.resolve("config.json"));
            put("siglip/config.json", text(config.replace("\"siglip\"", "\"siglip2\"")));
            siglip(compute, "SigLIP 2 for images of any shape");
        }
    }

    private void siglip(Compute compute, String form) {
        Path path = folder.resolve("siglip");
        row("model", form, path, () -> {
            new ModelLoader(compute).load(path, null, null).close();
            return "opens as model";
        });
    }

    private void tokenizer(String form, String content) throws IOException {
        Path file = put("tokenizer.json", content.getBytes(StandardCharsets.UTF_8));
        row("tokenizer", form, file, () -> {
            ClipTokenizer.load(file).close();
            return "read";
        });
    }

    private void scripts() throws IOException {
        String mean = "return torch.mean(x, [2, 3])";
        script("TorchScript", mean);
        script("TorchScript that writes a file", "torch.save(x, \"/f\")", mean);
        script("TorchScript, deeply nested literals", "y = " + "[".repeat(5000) + "]".repeat(5000), mean);
    }

    private void script(String form, String... lines) throws IOException {
        Path file = HandWrittenModule.write(folder.resolve("net.pt"), "Tensor", lines);
        row("TorchScript", form, file, () -> {
            ScriptReview.require(file, false);
            return "read";
        });
    }

    private void skipping(String form, Path path) {
        row("data", form, path, () -> {
            List<String> said = Sources.data(path.toString(), BrokenPictures.LEAVE_OUT)
                    .remarks()
                    .sentences();
            return "opens as data. " + String.join(" ", said);
        });
    }

    private void modelFolders() throws IOException {
        try (Compute compute = Compute.openCpu()) {
            modelFolder(compute, "a ViTForImageClassification of transformers", copied("vit/gelu"));
            modelFolder(compute, "a CLIPForImageClassification of transformers", copied("clip-classifier/gelu"));
            modelFolder(compute, "a ResNetForImageClassification of transformers", copied("resnet/basic"));
            modelFolder(compute, "the same with pytorch_model.bin", copied("resnet/first-stage"));
            Path alone = copied("resnet/gelu");
            Files.delete(alone.resolve("preprocessor_config.json"));
            modelFolder(compute, "the same without preprocessor_config.json", alone);
            for (String type : List.of("clip_vision_model", "swin")) {
                Path other = copied("vit/relu");
                Files.writeString(other.resolve("config.json"), "{\"model_type\": \"" + type + "\"}");
                modelFolder(compute, "config.json of type " + type, other);
            }
        }
    }

    /** A copy of a folder of fixtures. */
    private Path copied(String fixture) throws IOException {
        Path from = ParityLogits.FOLDER.resolve(fixture);
        for (String name :
                List.of("config.json", "preprocessor_config.json", "model.safetensors", "pytorch_model.bin")) {
            if (Files.exists(from.resolve(name))) {
                put(fixture + "/" + name, Files.readAllBytes(from.resolve(name)));
            }
        }
        return folder.resolve(fixture);
    }

    private void modelFolder(Compute compute, String form, Path path) {
        row("model folder", form, path, () -> {
            OpenedPath opened = FileKinds.of(path, null);
            try (ImageModel model = new ModelLoader(compute, _ -> {}).load(path, null, null)) {
                ModelCard card = model.card();
                return "opens as %s of %d classes at %d x %d pixels"
                        .formatted(
                                opened.getClass().getSimpleName().toLowerCase(Locale.ROOT),
                                card.labels().size(),
                                card.input().width(),
                                card.input().height());
            }
        });
    }

    private void row(String kind, String form, Path path) {
        row(kind, form, path, () -> {
            OpenedPath opened = FileKinds.of(path, null);
            return opened instanceof OpenedPath.Data data && data.fault() != null
                    ? "asks whether to leave out broken pictures; else: " + data.fault()
                    : "opens as " + opened.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        });
    }

    private void row(String kind, String form, Path path, Supplier<String> reading) {
        inputs++;
        String result;
        try {
            result = reading.get();
        } catch (InputException e) {
            result = e.sentence();
        }
        String shown = result.replace(path.toString(), "NAME").replace(folder.toString(), "FOLDER");
        rows.add("| " + kind + " | " + form + " | "
                + shown.strip().replace('\n', ' ').replace("|", "\\|") + " |");
    }

    private Path put(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, content);
    }

    private static byte[] text(String words) {
        return words.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static HostTensor bytes(long... shape) {
        return new HostTensor(ElementType.U8, shape, new byte[(int) HostTensor.elements(shape)]);
    }
}
