package org.triggerworkbench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDManager;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.triggerworkbench.text.AllowedBecause;

/** The walls of the house as rules over all classes below a base package. */
record Floors(String base) {
    /** From the lowest floor up; a package may use its own floor and those before it. The base package itself is the roof. */
    static final List<String> ORDER = List.of(
            "text",
            "compute",
            "data",
            "model",
            "prompt",
            "trigger",
            "evaluation",
            "projection",
            "training",
            "method",
            "defense",
            "attack",
            "experiment",
            "app",
            "bench",
            "cli",
            "");

    private static final Set<String> TENSORS =
            Set.of("compute", "model", "prompt", "trigger", "evaluation", "training", "method", "attack", "defense");

    /** Their derivatives read the number again, after the Java buffer it lies in may be gone. */
    private static final Set<String> KEPT_NUMBER =
            Set.of("mul", "muli", "div", "divi", "pow", "powi", "maximum", "minimum");

    ArchRule onlyLowerFloors() {
        return rule(
                "use only lower floors",
                (floor, dependency) -> inside(dependency.getTargetClass())
                        && level(floor(dependency.getTargetClass())) > level(floor));
    }

    ArchRule everyPackageHasAFloor() {
        return classes().should(new ArchCondition<JavaClass>("be on a known floor") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                events.add(new SimpleConditionEvent(
                        type, ORDER.contains(floor(type)), type.getName() + " is on no floor of " + ORDER));
            }
        });
    }

    ArchRule engineOnlyWhereTensorsAreComputed() {
        return only("use the engine", TENSORS, "ai.djl.");
    }

    ArchRule javaFxOnlyInTheWindow() {
        return only("use JavaFX", Set.of("app", "bench"), "javafx.");
    }

    ArchRule java2dOnlyWherePicturesAreMade() {
        return only("use Java2D", Set.of("data", "trigger", "experiment", "app"), "java.awt.", "javax.imageio.");
    }

    ArchRule noJavaLogging() {
        return only("use java.util.logging", Set.of(), "java.util.logging.");
    }

    ArchRule printOnlyOnTheCommandLine() {
        return walled(new ArchCondition<>("print only on the command line") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean allowed = Set.of("cli", "").contains(floor(type));
                type.getFieldAccessesFromSelf().stream()
                        .filter(access -> access.getTargetOwner().isEquivalentTo(System.class))
                        .forEach(
                                access -> events.add(new SimpleConditionEvent(type, allowed, access.getDescription())));
                type.getMethodCallsFromSelf().stream()
                        .filter(call -> call.getName().equals("printStackTrace")
                                && call.getTarget().getRawParameterTypes().isEmpty())
                        .forEach(call -> events.add(SimpleConditionEvent.violated(type, call.getDescription())));
            }
        });
    }

    /** Numbers under gradients live in engine memory: {@code Scalars} and {@code Compute.tensor}; see docs/adr/0007. */
    ArchRule numbersInEngineMemory() {
        return walled(new ArchCondition<>("keep numbers in engine memory") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean allowed = floor(type).equals("compute");
                type.getMethodCallsFromSelf().stream()
                        .filter(call -> keepsNumber(call) || pointsIntoJava(call))
                        .forEach(call -> events.add(new SimpleConditionEvent(type, allowed, call.getDescription())));
            }
        });
    }

    private static boolean keepsNumber(JavaMethodCall call) {
        JavaClass owner = call.getTargetOwner();
        return (owner.isAssignableTo(NDArray.class) || owner.isEquivalentTo(NDArrays.class))
                && KEPT_NUMBER.contains(call.getName())
                && call.getTarget().getRawParameterTypes().stream().anyMatch(p -> p.isEquivalentTo(Number.class));
    }

    /** {@code create(Shape, ...)} alone makes memory of the engine's own; every other one wraps a Java value. */
    private static boolean pointsIntoJava(JavaMethodCall call) {
        return call.getTargetOwner().isAssignableTo(NDManager.class)
                && call.getName().equals("create")
                && !call.getTarget()
                        .getRawParameterTypes()
                        .getFirst()
                        .getSimpleName()
                        .equals("Shape");
    }

    private ArchRule only(String what, Set<String> floors, String... packages) {
        return rule(
                "not " + what + " outside " + floors,
                (floor, dependency) -> !floors.contains(floor)
                        && List.of(packages).stream()
                                .anyMatch(dependency
                                        .getTargetClass()
                                        .getBaseComponentType()
                                        .getName()::startsWith));
    }

    /** No dependency of a class on the given floor may be one the predicate forbids. */
    private ArchRule rule(String description, BiPredicate<String, Dependency> forbidden) {
        return walled(new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    events.add(new SimpleConditionEvent(
                            type, !forbidden.test(floor(type), dependency), dependency.getDescription()));
                }
            }
        });
    }

    private static ArchRule walled(ArchCondition<JavaClass> condition) {
        return classes()
                .that(new DescribedPredicate<>("have no leave") {
                    @Override
                    public boolean test(JavaClass type) {
                        return !outermost(type).isAnnotatedWith(AllowedBecause.class);
                    }
                })
                .should(condition);
    }

    /** Classes let through a wall, with their reasons. */
    static List<String> leaves(JavaClasses classes) {
        return classes.stream()
                .filter(type -> type.isAnnotatedWith(AllowedBecause.class))
                .map(type -> type.getName() + ": "
                        + type.getAnnotationOfType(AllowedBecause.class).value())
                .sorted()
                .toList();
    }

    private static JavaClass outermost(JavaClass type) {
        Optional<JavaClass> enclosing = type.getEnclosingClass();
        return enclosing.isPresent() ? outermost(enclosing.get()) : type;
    }

    private boolean inside(JavaClass type) {
        return type.getPackageName().equals(base) || type.getPackageName().startsWith(base + ".");
    }

    /** The first word below the base: {@code data} for {@code base.data.signs}, empty for the base itself. */
    private String floor(JavaClass type) {
        String name = type.getBaseComponentType().getPackageName();
        if (name.length() <= base.length()) {
            return "";
        }
        String below = name.substring(base.length() + 1);
        int dot = below.indexOf('.');
        return dot < 0 ? below : below.substring(0, dot);
    }

    private static int level(String floor) {
        return ORDER.indexOf(floor);
    }
}
