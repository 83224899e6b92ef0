package org.triggerworkbench.experiment.run;

/** Sections of an attack's report that show some of its test inputs. */
sealed interface ReportExamples permits ReportPictures, ReportTexts {
    /** Clean and triggered inputs, with what the model says of each. */
    void examples(ReportPage page);

    /** Where their features lie. */
    void features(ReportPage page);

    /** Whether a trigger can lie at several places of an input. */
    boolean hasPositions();
}
