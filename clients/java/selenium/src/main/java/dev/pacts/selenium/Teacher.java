package dev.pacts.selenium;

import dev.pacts.PactsClient;
import dev.pacts.PactsException;
import dev.pacts.v1.SaveSelectorRequest;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Saves in the background what existing locators have found. */
final class Teacher implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("dev.pacts");
    private static final int CLOSE_SECONDS = 5;

    private final PactsClient client;
    private final Set<String> taught = new HashSet<>();
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    work -> {
                        Thread made = new Thread(work, "pacts-teacher");
                        made.setDaemon(true);
                        return made;
                    });

    Teacher(PactsClient client) {
        this.client = client;
    }

    /** True the first time for a page and a locator. */
    synchronized boolean isNew(String page, String name) {
        return taught.add(page + "\n" + name);
    }

    void teach(SaveSelectorRequest lesson) {
        thread.execute(
                () -> {
                    try {
                        client.save(lesson);
                    } catch (PactsException failure) {
                        LOG.log(
                                System.Logger.Level.WARNING,
                                "{0} was not saved: {1}",
                                lesson.getQuery().getElement(),
                                failure.getMessage());
                    }
                });
    }

    /** Waits until what was handed over so far is saved. */
    void settle() {
        try {
            thread.submit(() -> {}).get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException late) {
            LOG.log(System.Logger.Level.WARNING, "what was found is not saved yet", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
