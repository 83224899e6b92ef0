package org.triggerworkbench.app.rehearsal;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.input.MouseEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.triggerworkbench.app.shell.WorkbenchWindow;
import org.triggerworkbench.evaluation.Rate;

/**
 * Tells a script outside what the window shows, since JavaFX gives Linux no accessible text: a line of JSON for each event, with
 * the time in milliseconds since 1970. The events are frame (the first), card (the first scene's, with its middle on the
 * screen), asked (a click), scene (with its title) and answer (with attack successes among so many images), each told when the
 * picture that shows it has been drawn.
 * Window thread only; the file is written by a thread of its own.
 */
final class StateFile {
    private static final Logger LOG = LoggerFactory.getLogger(StateFile.class);

    private final Path file;
    private final ExecutorService writer = Executors.newSingleThreadExecutor(
            task -> Thread.ofPlatform().name("state file").daemon().unstarted(task));

    StateFile(Path file) {
        this.file = file;
    }

    /** Follows a window that is shown. */
    void follow(WorkbenchWindow window) {
        window.afterNextPicture(() -> tell("frame", new JsonObject()));
        tellCard(window);
        window.workbench().scene().subscribe(scene -> {
            if (scene != null) {
                JsonObject facts = new JsonObject();
                facts.addProperty("title", scene.request().title());
                window.afterNextPicture(() -> tell("scene", facts));
            }
        });
        window.workbench().answer().subscribe(answer -> {
            if (answer != null) {
                Rate rate = answer.metrics().attackSuccess();
                JsonObject facts = new JsonObject();
                facts.addProperty("hits", rate.hits());
                facts.addProperty("images", rate.n());
                window.afterNextPicture(() -> tell("answer", facts));
            }
        });
    }

    private static boolean isPlaced(@Nullable Node node) {
        return node != null && node.localToScreen(node.getLayoutBounds()) != null;
    }

    /** Of the first picture that has it. */
    private void tellCard(WorkbenchWindow window) {
        window.afterNextPicture(() -> {
            Node card = window.scene().lookup(".tw-card");
            if (!isPlaced(card)) {
                tellCard(window);
                return;
            }
            Bounds place = card.localToScreen(card.getLayoutBounds());
            JsonObject facts = new JsonObject();
            facts.addProperty("id", card.getId());
            facts.addProperty("x", Math.round(place.getCenterX()));
            facts.addProperty("y", Math.round(place.getCenterY()));
            tell("card", facts);
            card.addEventFilter(
                    MouseEvent.MOUSE_CLICKED, _ -> window.afterNextPicture(() -> tell("asked", new JsonObject())));
        });
    }

    private void tell(String event, JsonObject facts) {
        facts.addProperty("event", event);
        facts.addProperty("at", System.currentTimeMillis());
        writer.execute(() -> {
            try {
                Files.writeString(file, facts + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                LOG.warn("{} cannot be written", file, e);
            }
        });
    }
}
