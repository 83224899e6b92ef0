package org.triggerworkbench.app.session;

/**
 * A process by number and start, since numbers come again; names the files of a process that may be killed.
 *
 * @param start in milliseconds since 1970; 0 where the system does not tell
 */
record ProcessName(long pid, long start) {
    /** A system tells the start of a process not always to the same second. */
    private static final long SAME_START_MILLIS = 5_000;

    /** This process. */
    static ProcessName own() {
        return of(ProcessHandle.current());
    }

    private static ProcessName of(ProcessHandle process) {
        return new ProcessName(
                process.pid(),
                process.info()
                        .startInstant()
                        .map(instant -> instant.toEpochMilli())
                        .orElse(0L));
    }

    /** Whether a text names a process that has ended; false, too, where it names none. */
    static boolean isGone(String text) {
        String[] numbers = text.split("-", -1);
        if (numbers.length != 2) {
            return false;
        }
        try {
            ProcessName named = new ProcessName(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
            return ProcessHandle.of(named.pid)
                    .filter(ProcessHandle::isAlive)
                    .filter(alive -> named.isStartOf(of(alive)))
                    .isEmpty();
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private boolean isStartOf(ProcessName alive) {
        return start == 0 || alive.start == 0 || Math.abs(start - alive.start) <= SAME_START_MILLIS;
    }

    /** As it is written: number and start. */
    @Override
    public String toString() {
        return pid + "-" + start;
    }
}
