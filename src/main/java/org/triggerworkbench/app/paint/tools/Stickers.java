package org.triggerworkbench.app.paint.tools;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javax.imageio.ImageIO;
import org.triggerworkbench.app.paint.document.Sprite;
import org.triggerworkbench.app.shared.Dialogs;
import org.triggerworkbench.app.state.BackgroundTask;
import org.triggerworkbench.app.state.BackgroundTasks;
import org.triggerworkbench.experiment.live.SubjectFacts;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;
import org.triggerworkbench.trigger.Trigger;
import org.triggerworkbench.trigger.TriggerFiles;

/** Brings pictures and triggers from outside: clipboard, files, things dropped. Files are read in the background. */
public final class Stickers {
    private static final Messages TEXT = Messages.of(Stickers.class);
    private static final List<String> PICTURES = List.of("*.png", "*.jpg", "*.jpeg", "*.gif", "*.bmp");
    private static final List<String> TRIGGERS = List.of("*.safetensors", "*.png");
    /** Far more than any input; larger pictures are made smaller at once. */
    private static final int LARGEST = 1024;

    private final PaintModel model;
    private final BackgroundTasks works;
    private final Dialogs dialogs;

    public Stickers(PaintModel model, BackgroundTasks works, Dialogs dialogs) {
        this.model = model;
        this.works = works;
        this.dialogs = dialogs;
    }

    /** Sticks on the clipboard's picture, or the picture file it names. */
    public void pasteClipboard() {
        Clipboard clipboard = Clipboard.getSystemClipboard();
        if (clipboard.hasImage()) {
            paste(clipboard.getImage());
        } else if (clipboard.hasFiles() && !clipboard.getFiles().isEmpty()) {
            paste(clipboard.getFiles().getFirst().toPath());
        } else {
            works.fail(new InputException(TEXT.get("paste.nothing")));
        }
    }

    /** Sticks a picture on. */
    public void paste(Image image) {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] pixels = new int[width * height];
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        model.paste(new Sprite(width, height, pixels));
    }

    /** Asks for a picture file and sticks it on. */
    public void openPicture() {
        dialogs.openFile(TEXT.get("open.picture"), PICTURES).ifPresent(this::paste);
    }

    /** Sticks a picture file on. */
    public void paste(Path file) {
        works.start(new BackgroundTask(TEXT.get("work.picture", name(file)), null), () -> read(file), model::paste);
    }

    private static Sprite read(Path file) {
        try {
            BufferedImage image = ImageIO.read(file.toFile());
            if (image == null) {
                throw new InputException(TEXT.get("picture.unknown", file));
            }
            int width = image.getWidth();
            int height = image.getHeight();
            return new Sprite(width, height, image.getRGB(0, 0, width, height, null, 0, width)).within(LARGEST);
        } catch (IOException | IllegalArgumentException e) {
            throw new InputException(TEXT.get("picture.damaged", file));
        }
    }

    /** Asks for a trigger file, lays it in the tray and takes it. */
    public void openTrigger() {
        dialogs.openFile(TEXT.get("open.trigger"), TRIGGERS).ifPresent(this::openTrigger);
    }

    private void openTrigger(Path file) {
        SubjectFacts facts = model.scene().getValue();
        if (facts == null) {
            return;
        }
        int width = facts.input().width();
        int height = facts.input().height();
        works.start(
                new BackgroundTask(TEXT.get("work.trigger", name(file)), null),
                () -> TriggerFiles.read(file, null, width, height),
                model.workbench().onScene((Trigger trigger) -> model.tray().add(name(file), trigger)));
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /** Lets files be dropped. */
    public void over(DragEvent event) {
        if (event.getDragboard().hasFiles() || event.getDragboard().hasImage()) {
            event.acceptTransferModes(TransferMode.COPY);
        }
        event.consume();
    }

    /** Takes what is dropped. */
    public void dropped(DragEvent event) {
        if (event.getDragboard().hasFiles()) {
            paste(event.getDragboard().getFiles().getFirst().toPath());
        } else if (event.getDragboard().hasImage()) {
            paste(event.getDragboard().getImage());
        }
        event.setDropCompleted(true);
        event.consume();
    }
}
