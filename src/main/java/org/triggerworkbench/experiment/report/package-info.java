/** Drawing parts of a report: one HTML text with inline SVG and pictures, nothing loaded from elsewhere. */
@NullMarked
package org.triggerworkbench.experiment.report;

import org.jspecify.annotations.NullMarked;
