package org.triggerworkbench.method;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.triggerworkbench.text.InputException;
import org.triggerworkbench.text.Messages;

/** The methods of a kind that are on the class path. */
public final class Methods {
    private Methods() {}

    /** Every method of a kind, by id. */
    public static <M extends Method> List<M> all(Class<M> kind) {
        return ServiceLoader.load(kind).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(Method::id))
                .toList();
    }

    /**
     * The method of a name.
     *
     * @param owner whose bundle says under {@code method.unknown} that there is none
     * @throws InputException if there is none
     */
    public static <M extends Method> M named(List<M> known, String id, Class<?> owner) {
        return known.stream()
                .filter(method -> method.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new InputException(Messages.of(owner)
                        .get("method.unknown", id, known.stream().map(Method::id).collect(Collectors.joining(", ")))));
    }
}
