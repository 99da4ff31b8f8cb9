// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

import java.util.concurrent.atomic.AtomicLong;

/** A JVM whose threads call the library while others collect garbage and take the faults that the JVM turns into exceptions. */
public final class Host {
    static final int ROWS = 5, CLASSES = 37;

    /** The softmax of rows x classes, in place, on the array's own memory. Returns the status. */
    static native int softmax(double[] values, long rows, long classes);

    static double[] expected(double[] logits) {
        var result = new double[logits.length];
        for (int r = 0; r < ROWS; r++) {
            double most = Double.NEGATIVE_INFINITY, sum = 0;
            for (int c = 0; c < CLASSES; c++) most = Math.max(most, logits[r * CLASSES + c]);
            for (int c = 0; c < CLASSES; c++) sum += Math.exp(logits[r * CLASSES + c] - most);
            for (int c = 0; c < CLASSES; c++) result[r * CLASSES + c] = Math.exp(logits[r * CLASSES + c] - most) / sum;
        }
        return result;
    }

    static boolean close(double[] got, double[] want) {
        for (int i = 0; i < got.length; i++) if (!(Math.abs(got[i] - want[i]) <= 1e-14)) return false;
        return true;
    }

    static volatile Host none;
    static volatile Object garbage;
    int field;

    public static void main(String[] arguments) throws Exception {
        System.load(arguments[0]);
        final long end = System.nanoTime() + Long.parseLong(arguments[1]) * 1_000_000_000L;
        final var calls = new AtomicLong();
        final var wrong = new AtomicLong();
        final var faults = new AtomicLong();
        final var collections = new AtomicLong();
        final var threads = new Thread[6];
        for (int t = 0; t < threads.length; t++) {
            final int number = t;
            threads[t] = new Thread(() -> {
                final var logits = new double[ROWS * CLASSES];
                for (int i = 0; i < logits.length; i++) logits[i] = Math.sin(i * (number + 1.0)) * 20;
                final var want = expected(logits);
                while (System.nanoTime() < end) {
                    if (number < 4) {
                        final var values = logits.clone();
                        if (softmax(values, ROWS, CLASSES) != 0 || !close(values, want)) wrong.incrementAndGet();
                        calls.incrementAndGet();
                    } else if (number == 4) {
                        garbage = new byte[1 << 16];
                        System.gc();
                        collections.incrementAndGet();
                    } else {
                        try {
                            faults.addAndGet(none.field + 1);
                        } catch (NullPointerException e) {
                            faults.incrementAndGet();
                        }
                    }
                }
            });
            threads[t].start();
        }
        for (var thread : threads) thread.join();
        System.out.println(calls + " calls, " + wrong + " wrong, " + collections + " collections, " + faults + " null references");
    }
}
