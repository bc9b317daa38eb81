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
    void forksOfMavenShareADaemonThatEndsWithTheLastOfThem() throws Exception {
        Files.createDirectory(module.resolve("target"));
        String property = "basedir";
        String target;
        try (Fork second = new Fork(property, module)) {
            Fork first = new Fork(property, module);
            target = first.target();
            assertEquals(target, second.target());
            first.kill();
            assertTrue(answers(target));
        }
        waitUntilClosed(target);

        try (Fork next = new Fork(property, module)) {
            assertTrue(answers(next.target()));
        }
    }

    @Test
    void workersOfGradleShareADaemonWhateverTheTask() throws Exception {
        Path temporary = Files.createDirectories(module.resolve("build/tmp"));
        String property = "org.gradle.internal.worker.tmpdir";
        String target;
        try (Fork first = new Fork(property, temporary.resolve("test/work"));
                Fork second = new Fork(property, temporary.resolve("test/work"));
                Fork other = new Fork(property, temporary.resolve("integrationTest/work"))) {
            target = first.target();
            assertEquals(target, second.target());
            assertEquals(target, other.target());
            assertTrue(answers(target));
        }
        waitUntilClosed(target);
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
