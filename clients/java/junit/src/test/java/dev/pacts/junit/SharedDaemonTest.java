package dev.pacts.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pacts.PactsClient;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedDaemonTest {
    @TempDir Path module;

    @Test
    void forksShareADaemonThatEndsWithTheLastOfThem() throws Exception {
        Files.createDirectory(module.resolve("target"));
        String target;
        try (Fork second = new Fork(module)) {
            Fork first = new Fork(module);
            target = first.target();
            assertEquals(target, second.target());
            first.kill();
            assertTrue(answers(target));
        }
        waitUntilClosed(target);

        try (Fork next = new Fork(module)) {
            assertTrue(answers(next.target()));
        }
    }

    private static boolean answers(String target) {
        try (PactsClient client =
                PactsClient.builder().target(target).deadline(Duration.ofSeconds(30)).build()) {
            return !client.scripts().getScript().isEmpty();
        }
    }

    private static void waitUntilClosed(String target) throws Exception {
        String[] parts = target.split(":");
        for (int i = 0; i < 600; i++) {
            try (Socket open = new Socket(parts[0], Integer.parseInt(parts[1]))) {
                Thread.sleep(100);
            } catch (IOException closed) {
                return;
            }
        }
        throw new AssertionError("the daemon goes on without a fork");
    }
}
