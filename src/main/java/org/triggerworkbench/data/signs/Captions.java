package org.triggerworkbench.data.signs;

import java.util.List;
import java.util.SplittableRandom;

/** Sentences that say what is in a scene, from the plainest to the fullest; each names the class. */
final class Captions {
    private Captions() {}

    static List<String> of(SignScene scene) {
        SplittableRandom random = new SplittableRandom(~scene.detail());
        String sign = scene.sign().label() + " sign";
        String when = pick(random, when(scene));
        String where = pick(random, where(scene.place()));
        String photo = pick(random, photo(scene.blur()));
        String size = scene.radius() > 24 ? "large " : scene.radius() < 19 ? "small " : "";
        return List.of(
                "a photo of a " + sign,
                pick(random, "a ", "a picture of a ", "there is a ")
                        + scene.sign().looks() + " " + sign,
                "a " + size + sign + " " + where,
                photo + " of a " + sign + " " + when,
                photo + " of a " + size + sign + " " + when + " " + where + hidden(scene.occlusion()));
    }

    private static String pick(SplittableRandom random, String... phrases) {
        return phrases[random.nextInt(phrases.length)];
    }

    private static String[] photo(SignScene.Blur blur) {
        return switch (blur) {
            case SHARP -> new String[] {"a photo", "a sharp photo", "a picture"};
            case SOFT -> new String[] {"a blurry photo", "a blurry picture"};
            case MOTION -> new String[] {"a shaky photo", "a shaky picture"};
        };
    }

    private static String[] when(SignScene scene) {
        return switch (scene.weather()) {
            case FOG -> new String[] {"in fog", "on a foggy day", "in thick fog"};
            case SNOW -> new String[] {"in snow", "on a snowy day", "in falling snow"};
            case DRY ->
                switch (scene.light()) {
                    case NOON -> new String[] {"at noon", "on a sunny day", "in bright light"};
                    case CLOUDY -> new String[] {"on a cloudy day", "under a grey sky"};
                    case DUSK -> new String[] {"at dusk", "in the evening"};
                    case DAWN -> new String[] {"at dawn", "in the morning"};
                    case NIGHT -> new String[] {"at night", "in the dark"};
                };
        };
    }

    private static String[] where(SignScene.Place place) {
        return switch (place) {
            case SKY -> new String[] {"against the sky", "in front of the sky"};
            case TREES -> new String[] {"in front of trees", "in a forest"};
            case CITY -> new String[] {"in a city", "in front of houses"};
            case FIELD -> new String[] {"beside a field", "in the country"};
            case WALL -> new String[] {"in front of a wall", "on a brick wall"};
            case HILLS -> new String[] {"in front of hills", "in the mountains"};
        };
    }

    private static String hidden(SignScene.Occlusion occlusion) {
        return switch (occlusion) {
            case NONE -> "";
            case LEAVES -> ", partly hidden by leaves";
            case STICKER -> ", with a sticker on it";
            case POST -> ", behind a post";
        };
    }
}
