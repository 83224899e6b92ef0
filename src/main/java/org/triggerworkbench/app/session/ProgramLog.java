package org.triggerworkbench.app.session;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.Duration;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import org.triggerworkbench.experiment.ProgramVersion;

/**
 * The log in the user's folder: what was started and opened, and every failure with its stack trace. The newest lines are in
 * {@code logs/workbench.log}, those before in {@code workbench.1.log} to {@code workbench.3.log}; together at most 8 MiB.
 */
public final class ProgramLog {
    private static final String FILE = "FILE";
    private static final String OURS = "org.triggerworkbench";
    private static final int OLDER = 3;
    private static final FileSize LARGEST = new FileSize(2L << 20);

    private ProgramLog() {}

    /** The newest log file below a user's folder, which may not be there. */
    public static Path file(Path userFolder) {
        return userFolder.resolve("logs").resolve("workbench.log");
    }

    /** The file this process writes to; empty where it has no log. */
    public static Optional<Path> opened() {
        return context().getLogger(OURS).getAppender(FILE) instanceof FileAppender<?> open
                ? Optional.of(Path.of(open.getFile()))
                : Optional.empty();
    }

    /**
     * Starts to write to the log below a user's folder. Where nothing can be written there, the program goes on without,
     * and errors are told on the standard error stream.
     *
     * @return whether it can be written
     */
    public static boolean open(Path userFolder) {
        close();
        LoggerContext context = context();
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        FixedWindowRollingPolicy older = new FixedWindowRollingPolicy();
        SizeBasedTriggeringPolicy<ILoggingEvent> full = new SizeBasedTriggeringPolicy<>();
        PatternLayoutEncoder lines = new PatternLayoutEncoder();
        appender.setName(FILE);
        appender.setFile(file(userFolder).toString());
        older.setFileNamePattern(
                userFolder.resolve("logs").resolve("workbench.%i.log").toString());
        older.setMaxIndex(OLDER);
        older.setParent(appender);
        lines.setPattern("%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level [%thread] %logger{0}: %msg%n%ex{200}");
        List.of(appender, older, full, lines).forEach(part -> part.setContext(context));
        full.setMaxFileSize(LARGEST);
        // By default it looks once a minute; an error that repeats writes much in that time.
        full.setCheckIncrement(Duration.buildByMilliseconds(0));
        older.start();
        full.start();
        lines.start();
        appender.setRollingPolicy(older);
        appender.setTriggeringPolicy(full);
        appender.setEncoder(lines);
        appender.start();
        if (!appender.isStarted()) {
            return false;
        }
        for (Logger logger : loggers()) {
            logger.addAppender(appender);
        }
        toFile(true);
        context.getLogger(ProgramLog.class)
                .info(
                        "Trigger Workbench {}, Java {} {}, {} {} {}, process {}",
                        ProgramVersion.number(),
                        System.getProperty("java.vm.vendor"),
                        Runtime.version(),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        System.getProperty("os.arch"),
                        ProcessHandle.current().pid());
        return true;
    }

    /** With a file, all goes there and nowhere else; without, errors go to the standard error stream. */
    private static void toFile(boolean open) {
        Logger ours = context().getLogger(OURS);
        ours.setAdditive(!open);
        ours.setLevel(open ? Level.INFO : Level.ERROR);
    }

    /** Ends the log of this process, as tests do. */
    public static void close() {
        toFile(false);
        for (Logger logger : loggers()) {
            var open = logger.getAppender(FILE);
            if (open != null) {
                logger.detachAppender(open);
                open.stop();
            }
        }
    }

    private static List<Logger> loggers() {
        return List.of(
                context().getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME),
                context().getLogger(OURS));
    }

    private static LoggerContext context() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }
}
