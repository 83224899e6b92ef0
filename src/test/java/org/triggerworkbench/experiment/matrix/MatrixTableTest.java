package org.triggerworkbench.experiment.matrix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MatrixTableTest {
    private static MatrixTable.Cell cell(long seed, String state, Map<MatrixMeasure, Double> values, String reason) {
        return new MatrixTable.Cell(
                "a_b, epochs 2",
                "none",
                "a_b",
                false,
                Map.of("epochs", "2"),
                seed,
                state,
                values,
                "",
                40,
                reason,
                "r" + seed);
    }

    private static final MatrixTable TABLE = new MatrixTable(
            "two",
            List.of("a_b, epochs 2"),
            List.of("none", "strip"),
            List.of(
                    cell(1, "done", Map.of(MatrixMeasure.ATTACK_SUCCESS, 0.5, MatrixMeasure.DETECTION_AUROC, 0.75), ""),
                    cell(2, "done", Map.of(MatrixMeasure.ATTACK_SUCCESS, 0.7), ""),
                    cell(3, "failed", Map.of(), "The disk <is> full.")));

    @Test
    void csv_hasALineForEachCell() {
        assertEquals("""
                attack,control_row,epochs,defense,seed,state,verdict,n,asr,ca,ra,auroc,rebound,control,run
                a_b,false,2,none,1,done,,40,0.5,,,0.75,,,r1
                a_b,false,2,none,2,done,,40,0.7,,,,,,r2
                a_b,false,2,none,3,failed,,40,,,,,,,r3
                """, TABLE.csv());
    }

    @Test
    void htmlAndLatex_haveMeansWithTheirDeviation() {
        String html = TABLE.html();
        assertTrue(html.contains("60.0 ±14.1") && html.contains("0.750"), html);
        assertTrue(html.contains("The disk &lt;is&gt; full."), html);
        String tex = TABLE.latex();
        assertTrue(tex.contains("a\\_b, epochs 2 & $60.0 \\pm 14.1$ & -- \\\\"), tex);
        assertEquals(2, tex.split("begin\\{tabular", -1).length - 1, "a table for each measure that is there");
    }
}
