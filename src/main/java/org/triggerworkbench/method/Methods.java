package org.triggerworkbench.method;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.triggerworkbench.text.Messages;

/** The methods of a kind that are on the class path. */
public final class Methods {
    /** Looked for once: the files of a matrix ask thousands of times. Methods keep nothing between their calls. */
    private static final Map<Class<?>, List<? extends Method>> KNOWN = new ConcurrentHashMap<>();

    private Methods() {}

    /** Every method of a kind, by id. */
    @SuppressWarnings("unchecked") // under a class are methods of that class
    public static <M extends Method> List<M> all(Class<M> kind) {
        return (List<M>) KNOWN.computeIfAbsent(kind, _ -> loaded(kind));
    }

    private static <M extends Method> List<M> loaded(Class<M> kind) {
        return ServiceLoader.load(kind).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(Method::id))
                .toList();
    }

    /** The method of a name, if there is one. */
    public static <M extends Method> Optional<M> named(List<M> known, String id) {
        return known.stream().filter(method -> method.id().equals(id)).findFirst();
    }

    /** The names of methods in a sentence. */
    public static String names(List<? extends Method> methods) {
        return methods.isEmpty()
                ? Messages.of(Methods.class).get("methods.none")
                : methods.stream().map(Method::id).collect(Collectors.joining(", "));
    }
}
