package org.triggerworkbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The house obeys each wall, and each wall catches the violation planted under {@code planted}. */
class FloorsTest {
    private static final String PLANTED = "org.triggerworkbench.planted";
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.triggerworkbench");
    private static final JavaClasses PLANTS = new ClassFileImporter().importPackages(PLANTED);

    @Test
    void everyPackageHasAFloor() {
        holds(Floors::everyPackageHasAFloor, "NoFloor");
    }

    @Test
    void packages_useOnlyLowerFloors() {
        holds(Floors::onlyLowerFloors, "Climber");
    }

    @Test
    void engine_onlyWhereTensorsAreComputed() {
        holds(Floors::engineOnlyWhereTensorsAreComputed, "TensorHolder");
    }

    @Test
    void javaFx_onlyInTheWindow() {
        holds(Floors::javaFxOnlyInTheWindow, "NodeHolder");
    }

    @Test
    void java2d_onlyWherePicturesAreMade() {
        holds(Floors::java2dOnlyWherePicturesAreMade, "PictureHolder");
    }

    @Test
    void javaLogging_nowhere() {
        holds(Floors::noJavaLogging, "JavaLogger");
    }

    @Test
    void printing_onlyOnTheCommandLine() {
        holds(Floors::printOnlyOnTheCommandLine, "Printer");
    }

    @Test
    void numbersUnderGradients_liveInEngineMemory() {
        holds(Floors::numbersInEngineMemory, "NumberMultiplier", "NumberMaker");
    }

    @Test
    void leaves_sayWhy() {
        List<String> planted = Floors.leaves(PLANTS);
        assertEquals(List.of(PLANTED + ".text.ClimberWithLeave: to show that a reason opens the wall"), planted);
        Floors.leaves(HOUSE).forEach(leave -> assertTrue(leave.matches("\\S+: .*\\w{3,} \\w+.*"), leave));
    }

    /** The house keeps the rule; exactly the named planted classes break it. */
    private static void holds(Function<Floors, ArchRule> rule, String... violators) {
        rule.apply(new Floors("org.triggerworkbench")).check(HOUSE);
        List<String> caught = rule.apply(new Floors(PLANTED)).evaluate(PLANTS).getFailureReport().getDetails().stream()
                .flatMap(detail -> PLANTS.stream()
                        .filter(type -> detail.matches("(?s).*\\b" + Pattern.quote(type.getName()) + "\\b.*"))
                        .map(type -> type.getSimpleName()))
                .distinct()
                .toList();
        assertFalse(caught.contains("ClimberWithLeave"));
        for (String violator : violators) {
            assertTrue(caught.contains(violator), () -> violator + " went through; caught " + caught);
        }
    }
}
