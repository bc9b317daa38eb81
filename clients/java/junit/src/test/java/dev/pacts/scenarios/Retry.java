package dev.pacts.scenarios;

/** Does a step again until it is what it should be. */
final class Retry {
    private static final int STEP_MS = 100;

    private Retry() {}

    static void until(double seconds, Runnable step) {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (true) {
            try {
                step.run();
                return;
            } catch (AssertionError | RuntimeException notYet) {
                if (System.nanoTime() - end >= 0) {
                    throw notYet;
                }
                sleep();
            }
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(STEP_MS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
