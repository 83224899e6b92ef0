package org.triggerworkbench.data.picture;

import com.twelvemonkeys.imageio.plugins.webp.vp8.VP8Frame;
import com.twelvemonkeys.imageio.util.ProgressListenerBase;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Objects;
import javax.imageio.ImageReader;

/**
 * The three planes of a lossy WebP while its reader decodes them, a row of blocks of 16 x 16 after the other. The reader puts each
 * block before the next ones have smoothed the edges they share, so that its pixels are wrong there; it is asked for a row when
 * the one below is done. It tells its blocks to nobody, hence the reflection on the version that the build names.
 */
final class WebpPlanes extends ProgressListenerBase {
    private static final int BLOCK = 16;
    private static final Names NAMES = Names.find();

    /** Brightness, H x W rounded up to whole blocks, in [0, 255]; blue and red have half of both. */
    final int[][] luma;

    final int[][] blue;
    final int[][] red;

    private final VP8Frame frame;
    private final int columns;
    private Object[] lastRow = {};
    private int done;

    /** What the reader calls what it has. */
    private record Names(Field row, Field luma, Field blue, Field red, Method values) {
        static Names find() {
            try {
                Field row = open(VP8Frame.class.getDeclaredField("previousMacroBlockRow"));
                Class<?> block = row.getType().componentType();
                Field luma = open(block.getDeclaredField("ySubBlocks"));
                Class<?> part = luma.getType().componentType().componentType();
                return new Names(
                        row,
                        luma,
                        open(block.getDeclaredField("uSubBlocks")),
                        open(block.getDeclaredField("vSubBlocks")),
                        open(part.getDeclaredMethod("getDest")));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        private static <T extends AccessibleObject> T open(T found) {
            found.setAccessible(true);
            return found;
        }
    }

    /** Hears the frame while it is decoded. */
    WebpPlanes(VP8Frame frame, int width, int height) {
        this.frame = frame;
        columns = (width + BLOCK - 1) / BLOCK;
        int rows = (height + BLOCK - 1) / BLOCK;
        // Their rows are made as they come: a damaged file may claim any size.
        luma = new int[rows * BLOCK][0];
        blue = new int[rows * BLOCK / 2][0];
        red = new int[rows * BLOCK / 2][0];
        frame.setProgressListener(this);
    }

    @Override
    public void imageProgress(ImageReader source, float percent) {
        take();
        try {
            lastRow = (Object[]) Objects.requireNonNull(NAMES.row().get(frame));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes the last row, too, which nothing is below. */
    void end() {
        take();
        lastRow = new Object[0];
    }

    private void take() {
        if (lastRow.length == 0) {
            return;
        }
        makeRows(luma, BLOCK);
        makeRows(blue, BLOCK / 2);
        makeRows(red, BLOCK / 2);
        try {
            // A row has one block more on each side, which stands for what is beyond the picture.
            for (int x = 1; x < lastRow.length - 1; x++) {
                int left = (x - 1) * BLOCK;
                copy(NAMES.luma().get(lastRow[x]), luma, left, done * BLOCK);
                copy(NAMES.blue().get(lastRow[x]), blue, left / 2, done * BLOCK / 2);
                copy(NAMES.red().get(lastRow[x]), red, left / 2, done * BLOCK / 2);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        done++;
    }

    private void makeRows(int[][] plane, int height) {
        for (int y = done * height; y < (done + 1) * height; y++) {
            plane[y] = new int[columns * height];
        }
    }

    /** @param parts of 4 x 4 values, both by column and row */
    private static void copy(Object parts, int[][] plane, int left, int top) throws ReflectiveOperationException {
        Object[][] all = (Object[][]) parts;
        for (int i = 0; i < all.length; i++) {
            for (int j = 0; j < all[i].length; j++) {
                int[][] values = (int[][]) NAMES.values().invoke(all[i][j]);
                for (int x = 0; x < values.length; x++) {
                    for (int y = 0; y < values[x].length; y++) {
                        plane[top + 4 * j + y][left + 4 * i + x] = values[x][y];
                    }
                }
            }
        }
    }
}
