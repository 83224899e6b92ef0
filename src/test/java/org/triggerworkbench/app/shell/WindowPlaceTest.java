package org.triggerworkbench.app.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import javafx.geometry.Rectangle2D;
import org.junit.jupiter.api.Test;

class WindowPlaceTest {
    private static final Rectangle2D LEFT = new Rectangle2D(0, 30, 1440, 870);
    private static final Rectangle2D RIGHT = new Rectangle2D(1440, 0, 1920, 1080);

    @Test
    void placeOnAScreen_stays() {
        Rectangle2D place = new Rectangle2D(100, 100, 1000, 700);
        assertEquals(Optional.of(place), WindowPlace.inside(place, List.of(LEFT, RIGHT)));
    }

    @Test
    void titleBarAboveTheScreen_comesDown_andTooLargeIsCut() {
        assertEquals(
                Optional.of(new Rectangle2D(0, 30, 1440, 870)),
                WindowPlace.inside(new Rectangle2D(-20, -40, 1600, 1000), List.of(LEFT)));
    }

    @Test
    void betweenTwoScreens_goesToTheOneWithMore() {
        assertEquals(
                Optional.of(new Rectangle2D(1440, 100, 1000, 700)),
                WindowPlace.inside(new Rectangle2D(1200, 100, 1000, 700), List.of(LEFT, RIGHT)));
    }

    @Test
    void screenThatIsGone_hasNoPlace() {
        assertEquals(Optional.empty(), WindowPlace.inside(new Rectangle2D(5000, 0, 1000, 700), List.of(LEFT)));
        assertEquals(new Rectangle2D(220, 115, 1000, 700), WindowPlace.centred(1000, 700, LEFT));
    }
}
