package org.triggerworkbench.compute.probe;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.SynchronousQueue;
import org.triggerworkbench.text.AllowedBecause;

/**
 * The process that tries: it reads questions from standard input and answers each with a line on standard output. A line that
 * a tried script prints is no answer, as it does not know the mark of the question.
 */
@AllowedBecause("the process that asked speaks to it by its standard input and output")
public final class ProbeServer {
    static final String PASSED = "passed";
    static final String REFUSED = "refused";
    /** Of a question, in bytes. */
    static final int LONGEST = 256 << 20;
    /** Less than a thread of the program has, so that what is deep enough to overflow does so here. */
    private static final int STACK_BYTES = 640 << 10;

    private ProbeServer() {}

    /** Tries what a question tells. */
    public interface Trial {
        /** @throws Exception if the native library refuses, with the reason */
        void run(byte[] question) throws Exception;
    }

    private record Question(String mark, byte[] bytes) {}

    /** Answers until standard input ends, and ends the process then, whatever is under way. */
    public static void serve(Trial trial) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        SynchronousQueue<Question> questions = new SynchronousQueue<>();
        Thread.ofPlatform().daemon(true).stackSize(STACK_BYTES).start(() -> answer(trial, questions, out));
        try (DataInputStream in = new DataInputStream(System.in)) {
            while (true) {
                String mark = in.readUTF();
                int length = in.readInt();
                if (length < 0 || length > LONGEST) {
                    throw new IOException("a question of " + length + " bytes");
                }
                questions.put(new Question(mark, in.readNBytes(length)));
            }
        } catch (EOFException e) {
            Runtime.getRuntime().halt(0);
        } catch (IOException | InterruptedException e) {
            Runtime.getRuntime().halt(2);
        }
    }

    private static void answer(Trial trial, SynchronousQueue<Question> questions, PrintStream out) {
        while (true) {
            try {
                Question question = questions.take();
                String answer = tried(trial, question.bytes());
                out.println();
                out.println(question.mark() + " " + answer);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static String tried(Trial trial, byte[] question) {
        try {
            trial.run(question);
            return PASSED;
        } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError e) {
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            return REFUSED + " " + why.lines().limit(1).findFirst().orElse("");
        }
    }
}
