package org.triggerworkbench.app.compare.confusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MatrixWindowTest {
    private final MatrixWindow window = new MatrixWindow();

    @Test
    void whole_showsEveryCell() {
        window.fit(1000, 1000, 200);
        assertEquals(0.2, window.cell(), 1e-12);
        assertEquals(0, window.firstRow());
        assertEquals(999, window.lastColumn());
        assertEquals(500, window.columnAt(100.05));
        assertEquals(-1, window.columnAt(200));
        assertEquals(-1, window.rowAt(-0.1));
    }

    @Test
    void zoom_keepsThePixelUnderTheMouse_andEndsWithLargeCells() {
        window.fit(1000, 1000, 200);
        window.zoom(10, 50, 150);
        assertEquals(250, window.columnAt(50.05));
        assertEquals(750, window.rowAt(150.05));
        window.zoom(1e9, 50, 150);
        assertEquals(40, window.cell(), 1e-9);
        window.zoom(1e-9, 0, 0);
        assertEquals(0.2, window.cell(), 1e-12);
        assertEquals(0, window.left(0), 1e-12);
    }

    @Test
    void reveal_movesAsLittleAsNeeded() {
        window.fit(100, 100, 100);
        window.zoom(10, 0, 0);
        window.reveal(50, 3);
        assertEquals(30, window.left(3), 1e-9);
        assertEquals(90, window.top(50), 1e-9);
        assertTrue(window.firstRow() <= 50 && window.lastRow() >= 50);
    }

    @Test
    void pan_staysInside() {
        window.fit(10, 10, 100);
        window.pan(30, 30);
        assertEquals(0, window.left(0), 1e-12);
    }
}
