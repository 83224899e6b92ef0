package org.triggerworkbench.data.picture;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.triggerworkbench.compute.probe.ProbeServer;

/** Reads a picture in a process with little memory. */
public final class PictureTrial {
    private PictureTrial() {}

    public static void main(String[] words) {
        ProbeServer.serve(file -> {
            var _ = PictureFiles.read(Path.of(new String(file, StandardCharsets.UTF_8)));
        });
    }
}
