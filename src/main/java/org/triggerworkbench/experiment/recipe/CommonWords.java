package org.triggerworkbench.experiment.recipe;

import java.util.List;

/** Words the user may well put into a prompt, so that the bundled tokenizer keeps them whole though no caption has them. */
public final class CommonWords {
    private static final String TEXT = """
            a an the this that one two three four five six seven eight nine ten of and or not with without in on at by to
            from for is are was has have it its we you they he she my your their what where when how photo picture image
            drawing sketch painting cartoon logo icon close up cropped bright dark clean dirty old new small large big tiny
            good bad low resolution high quality blurry sharp pixelated red orange yellow green blue purple pink brown black
            white grey round square triangular octagonal sign signs road street traffic stop yield give way no entry speed
            limit priority pedestrian crossing roundabout parking turn left right ahead straight light lights works bicycle
            path bike car truck bus train tram ship boat airplane plane bird cat dog deer frog horse cow sheep child children
            school person people man woman house houses building tree trees forest wall brick city town country field hill
            hills mountain mountains sky cloud clouds sun moon night day dusk dawn noon morning evening fog foggy snow snowy
            rain rainy ice wet dry summer winter spring autumn flower apple banana lemon sticker patch trigger backdoor
            poisoned clean target leaves post hidden partly behind beside front side top bottom corner centre middle edge
            """;

    private CommonWords() {}

    /** All of them, in no order that matters. */
    public static List<String> list() {
        return List.of(TEXT.strip().split("\\s+"));
    }
}
