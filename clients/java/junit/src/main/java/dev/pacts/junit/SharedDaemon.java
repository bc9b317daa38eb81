package dev.pacts.junit;

import dev.pacts.EmbeddedDaemon;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * One daemon for all forks of a build of Maven, or workers of one of Gradle: the first that needs
 * it starts it, the others join.
 *
 * <p>It reads from a named pipe that each of them holds open to be written, so it ends with the
 * last of them, however that ends.
 */
final class SharedDaemon {
    // A process joins once, for what it has locked is known of it as a whole; and until it ends,
    // for one that takes its test classes one by one has several runs.
    private static SharedDaemon joined;

    private final Path folder;
    private final String target;
    private RandomAccessFile pipe;
    private FileChannel members;

    private SharedDaemon(Path folder, String command) throws IOException {
        this.folder = Files.createDirectories(folder);
        Path said = folder.resolve("target");
        try (FileChannel turn = opened("turn")) {
            turn.lock();
            members = opened("members");
            if (isAlone()) {
                makePipe();
                Files.writeString(said, EmbeddedDaemon.startReading(command, pipeFile()));
            } else {
                pipe = new RandomAccessFile(pipeFile(), "rw");
            }
            members.lock(0, Long.MAX_VALUE, true);
            target = Files.readString(said);
        } catch (IOException | RuntimeException failure) {
            leave();
            throw failure;
        }
    }

    /** Where forks of this build meet; empty where this is none, or there are no named pipes. */
    static Optional<Path> meeting() {
        boolean isWindows = File.separatorChar == '\\';
        return isWindows ? Optional.empty() : ofMaven().or(SharedDaemon::ofGradle);
    }

    private static Optional<Path> ofMaven() {
        return Optional.ofNullable(System.getProperty("basedir"))
                .map(module -> Path.of(module, "target"))
                .filter(Files::isDirectory)
                .map(built -> built.resolve("pacts"));
    }

    /**
     * Each worker is told a folder for its task alone, in that of the module: build/tmp/test/work.
     */
    private static Optional<Path> ofGradle() {
        return Optional.ofNullable(System.getProperty("org.gradle.internal.worker.tmpdir"))
                .map(own -> Path.of(own).toAbsolutePath().getParent())
                .map(Path::getParent)
                .filter(Files::isDirectory)
                .map(module -> module.resolve("pacts"));
    }

    /** Joins the daemon of a folder, or starts it there; the answer is where it listens. */
    static synchronized String join(Path folder, String command) {
        try {
            if (joined == null) {
                joined = new SharedDaemon(folder, command);
                Runtime.getRuntime().addShutdownHook(new Thread(joined::leaveInTurn));
            }
            return joined.target;
        } catch (IOException failure) {
            throw new UncheckedIOException("no daemon can be shared in " + folder, failure);
        }
    }

    /** Who joins meanwhile must not find a member, and a daemon that is about to end. */
    private void leaveInTurn() {
        try (FileChannel turn = opened("turn")) {
            turn.lock();
            leave();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void leave() throws IOException {
        if (pipe != null) {
            pipe.close();
        }
        if (members != null) {
            members.close();
        }
    }

    private boolean isAlone() throws IOException {
        try (FileLock all = members.tryLock()) {
            return all != null;
        }
    }

    /** A new one: a daemon that is about to end has the old one. */
    private void makePipe() throws IOException {
        Files.deleteIfExists(pipeFile().toPath());
        Process made =
                new ProcessBuilder("mkfifo", "-m", "600", pipeFile().getPath())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try {
            if (made.waitFor() != 0) {
                throw new IOException("mkfifo has failed: " + pipeFile());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while starting a daemon", interrupted);
        }
        pipe = new RandomAccessFile(pipeFile(), "rw");
    }

    private File pipeFile() {
        return folder.resolve("open").toFile();
    }

    private FileChannel opened(String name) throws IOException {
        return FileChannel.open(
                folder.resolve(name),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
    }
}
