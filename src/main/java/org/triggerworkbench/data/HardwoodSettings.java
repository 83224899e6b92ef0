package org.triggerworkbench.data;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.triggerworkbench.text.AllowedBecause;

/** How the reader of Parquet files is to behave. */
@AllowedBecause("the reader of Parquet files speaks by Java's own logging, and is only to be told to be quiet")
final class HardwoodSettings {
    /** Kept, since a level is forgotten with its logger. */
    private static final Logger READER = Logger.getLogger("dev.hardwood");

    private HardwoodSettings() {}

    /** Before the first file is read. */
    static void apply() {
        // What it can and cannot use of this machine is no news to anybody.
        READER.setLevel(Level.WARNING);
        // The same code unpacks gzip on every machine, and none that a damaged file could lead astray.
        System.setProperty("hardwood.uselibdeflate", "false");
    }
}
