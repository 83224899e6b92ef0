package org.triggerworkbench.model.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.data.picture.PictureFiles;
import org.triggerworkbench.experiment.open.Sources;

/** Pictures of every form, and lists of pictures, to be damaged. */
final class DataKinds {
    private static final Path PICTURES = Path.of("src/test/resources/org/triggerworkbench/data/picture/formats");

    private DataKinds() {}

    /** @param folder for files made on the way */
    static void add(Map<String, FuzzKind> kinds, Path folder) throws IOException {
        for (String name : List.of(
                "lossy.webp",
                "sharp.webp",
                "turned.webp",
                "clear.webp",
                "lossless.webp",
                "cmyk.jpg",
                "progressive.jpg",
                "icc.jpg",
                "icc.png",
                "rgb.bmp",
                "palette.bmp",
                "rgb.ppm",
                "bits.pbm",
                "rgb.tif",
                "lzw.tiff",
                "cmyk.tif",
                "palette.tif")) {
            byte[] sound = Files.readAllBytes(PICTURES.resolve(name));
            kinds.put(name.replace('.', ' '), new FuzzKind(name, sound, false, file -> {
                var _ = PictureFiles.read(file);
            }));
        }
        byte[] png = PictureFiles.encodePng(new Picture(8, 8, new byte[192]));
        Path pictures = Files.createDirectories(folder.resolve("pictures"));
        for (String name : List.of("a.png", "b.png", "c.png")) {
            Files.write(pictures.resolve(name), png);
        }
        String csv = "filename,label\na.png,stop\n\"b.png\",go\nc.png,stop\n";
        String lines = """
            {"file_name": "a.png", "label": "stop"}
            {"file_name": "b.png", "label": "go"}
            {"file_name": "c.png", "label": "stop"}
            """;
        kinds.put("picture csv", list(pictures, "labels.csv", csv));
        kinds.put("picture metadata", list(pictures, "metadata.jsonl", lines));
    }

    private static FuzzKind list(Path pictures, String name, String sound) {
        return new FuzzKind(
                name,
                sound.getBytes(StandardCharsets.UTF_8),
                false,
                file -> {
                    var _ = Sources.data(String.valueOf(file.getParent()));
                },
                pictures,
                20);
    }
}
