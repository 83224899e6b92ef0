package org.triggerworkbench.app.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javafx.geometry.Insets;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Rectangle;
import org.junit.jupiter.api.Test;
import org.triggerworkbench.app.Fx;
import org.triggerworkbench.app.LookCheck;
import org.triggerworkbench.app.shared.Theme;
import org.triggerworkbench.app.shared.Ui;
import org.triggerworkbench.data.picture.Picture;
import org.triggerworkbench.data.picture.PictureFiles;
import org.triggerworkbench.data.picture.Resampling;
import org.triggerworkbench.model.ImageSize;
import org.triggerworkbench.model.network.Architecture;
import org.triggerworkbench.model.network.ArchitectureGuess;

class FormsTest {
    private static final Path PICTURES = Path.of("target/snapshots/files");

    private static Scene scene(Region form, double width, double height, boolean dark) {
        StackPane root = Ui.styled(new StackPane(form), "tw-panel");
        root.setPadding(new Insets(16));
        return Fx.scene(root, width, height, new Theme(), dark);
    }

    @Test
    void import_fillsInWhatIsKnownAndSaysWhatIsWrong() {
        ImportForm form = Fx.call(() -> new ImportForm(new ModelQuestion(
                Path.of("a-model-somebody-trained.safetensors"), false, List.of("stop", "yield"), null)));
        Scene scene = Fx.call(() -> scene(form, 540, 470, false));
        Fx.run(() -> {
            @SuppressWarnings("unchecked")
            ComboBox<String> architecture = (ComboBox<String>) scene.lookup("#import-architecture");
            architecture.getSelectionModel().select("resnet18");
            assertEquals("224 x 224", ((TextField) scene.lookup("#import-size")).getText());
            ((Button) scene.lookup("#import-from-data")).fire();
            assertEquals("stop\nyield", ((TextArea) scene.lookup("#import-labels")).getText());
            assertTrue(form.card().isPresent());
            ((TextField) scene.lookup("#import-size")).setText("large");
            assertEquals(Optional.empty(), form.card());
            Label fault = (Label) scene.lookup("#import-fault");
            assertTrue(fault.isVisible() && fault.getText().contains("large"));
        });
        Fx.picture(scene, PICTURES.resolve("import-light.png"));
        ImportForm script = Fx.call(() -> new ImportForm(new ModelQuestion(Path.of("net.pt"), true, List.of(), null)));
        Fx.picture(Fx.call(() -> scene(script, 540, 440, true)), PICTURES.resolve("import-script-dark.png"));
    }

    @Test
    void import_keepsWhatWasTypedWhereItDoesNotFit() {
        ArchitectureGuess guess = new ArchitectureGuess(Architecture.named("small-vgg"), new ImageSize(64, 64), 43);
        ImportForm form = Fx.call(
                () -> new ImportForm(new ModelQuestion(Path.of("somebodys.safetensors"), false, List.of(), guess)));
        for (boolean dark : new boolean[] {false, true}) {
            Scene scene = Fx.call(() -> scene(new StackPane(), 540, 520, dark));
            Fx.run(() -> {
                ((StackPane) scene.getRoot()).getChildren().setAll(form);
                scene.getRoot().applyCss();
                scene.getRoot().layout();
                assertEquals("64 x 64", ((TextField) scene.lookup("#import-size")).getText());
                assertTrue(((Label) scene.lookup("#import-guess"))
                        .getText()
                        .contains("small-vgg: 43 classes, 64 x 64 px"));
                ((TextField) scene.lookup("#import-mean")).setText("0.25");
                List<Consumer<String>> waiting = new ArrayList<>();
                form.attempt((card, _, fault) -> waiting.add(fault), () -> true);
                assertTrue(form.trying().get());
                assertTrue(scene.lookup("#import-mean").isDisabled());
                waiting.getFirst().accept("somebodys.safetensors lacks conv1.weight; choose another architecture.");
                assertFalse(form.trying().get());
                assertEquals("0.25", ((TextField) scene.lookup("#import-mean")).getText());
                assertTrue(((Label) scene.lookup("#import-fault")).getText().contains("lacks conv1.weight"));
                scene.getRoot().layout();
                assertEquals(List.of(), LookCheck.faults(scene.getRoot()));
            });
            Fx.picture(scene, PICTURES.resolve("import-fault-" + (dark ? "dark" : "light") + ".png"));
        }
    }

    @Test
    void photo_showsWhatIsCutOff() {
        Picture sign = PictureFiles.read(Path.of("assets/scenarios/clean-model/before.png"));
        Picture wide = Resampling.resize(sign, 900, 600, Resampling.Filter.BILINEAR);
        PhotoPreview preview = new PhotoPreview(
                Path.of("IMG_20260412_a_holiday_picture.jpg"),
                900,
                600,
                new PhotoPreview.Crop(150, 0, 600, 600),
                PhotoPreview.Small.of(wide),
                PhotoPreview.Small.of(sign),
                List.of("stop", "yield"),
                true);
        PhotoForm form = Fx.call(() -> new PhotoForm(preview));
        Scene scene = Fx.call(() -> scene(form, 620, 430, false));
        Fx.run(() -> {
            Rectangle crop = (Rectangle) scene.lookup("#photo-crop");
            assertEquals(crop.getWidth(), crop.getHeight(), 1e-6);
            assertEquals(Optional.empty(), form.label());
            @SuppressWarnings("unchecked")
            ComboBox<String> label = (ComboBox<String>) scene.lookup("#photo-label");
            label.setValue("yield");
            assertEquals(Optional.of("yield"), form.label());
            ((TextField) scene.lookup("#photo-word")).setText(" a cat ");
            assertEquals(Optional.of("a cat"), form.label());
        });
        Fx.picture(scene, PICTURES.resolve("photo-light.png"));
        PhotoForm again = Fx.call(() -> new PhotoForm(preview));
        Fx.picture(Fx.call(() -> scene(again, 620, 430, true)), PICTURES.resolve("photo-dark.png"));
    }

    @Test
    void drop_showsAnOverlayAndHandsOnAllFiles() {
        List<Path> dropped = new ArrayList<>();
        String words = String.join(
                " ", IntStream.range(0, 200).mapToObj(Integer::toString).toList());
        DropTarget target = Fx.call(() -> new DropTarget(Ui.wrapped(new Label(words)), dropped::addAll));
        Scene scene = Fx.call(() -> Fx.scene(target, 720, 420, new Theme(), false));
        Fx.run(() -> {
            assertFalse(scene.lookup("#drop").isVisible());
            target.over(List.of(new File("model.pt"), new File("signs")));
            assertTrue(scene.lookup("#drop").isVisible());
        });
        Fx.picture(scene, PICTURES.resolve("drop-light.png"));
        Fx.run(() -> {
            target.left();
            assertFalse(scene.lookup("#drop").isVisible());
            target.over(List.of(new File("model.pt")));
            target.drop(List.of(new File("model.pt"), new File("signs")));
            assertFalse(scene.lookup("#drop").isVisible());
            assertEquals(List.of(Path.of("model.pt"), Path.of("signs")), dropped);
        });
    }
}
