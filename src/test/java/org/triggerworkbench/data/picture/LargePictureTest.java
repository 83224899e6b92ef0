package org.triggerworkbench.data.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.triggerworkbench.compute.probe.ProbeAnswer;
import org.triggerworkbench.compute.probe.ProbeProcess;

/** A picture for which the memory does not do is not called broken. */
class LargePictureTest {
    private static final int EDGE = 9_999;

    @Test
    void wantOfMemoryIsSaid(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("large.png"), png());
        try (ProbeProcess process = new ProbeProcess(PictureTrial.class.getName(), 4L << 30)) {
            ProbeAnswer answer = process.ask(file.toString().getBytes(StandardCharsets.UTF_8), Duration.ofMinutes(2));
            assertEquals(ProbeAnswer.Outcome.REFUSED, answer.outcome(), answer.words());
            assertTrue(
                    answer.words().contains("large.png has 9999 x 9999 pixels, too many for the memory"),
                    answer.words());
        }
    }

    /** Black, 8 bits RGB. */
    private static byte[] png() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(packed, new Deflater(Deflater.BEST_SPEED))) {
            byte[] row = new byte[1 + 3 * EDGE];
            for (int y = 0; y < EDGE; y++) {
                deflated.write(row);
            }
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        DataOutputStream sizes = new DataOutputStream(header);
        sizes.writeInt(EDGE);
        sizes.writeInt(EDGE);
        sizes.write(new byte[] {8, 2, 0, 0, 0});
        chunk(file, "IHDR", header.toByteArray());
        chunk(file, "IDAT", packed.toByteArray());
        chunk(file, "IEND", new byte[0]);
        return file.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream file, String type, byte[] data) throws IOException {
        DataOutputStream out = new DataOutputStream(file);
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        out.writeInt(data.length);
        out.write(name);
        out.write(data);
        out.writeInt((int) crc.getValue());
    }
}
