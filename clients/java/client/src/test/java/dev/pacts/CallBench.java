package dev.pacts;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import dev.pacts.v1.ElementQuery;
import dev.pacts.v1.GetSelectorRequest;
import dev.pacts.v1.SaveSelectorRequest;
import dev.pacts.v1.Selector;
import dev.pacts.v1.SelectorServiceGrpc;
import dev.pacts.v1.SelectorStrategy;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Times a hit through the client beside the bare stub; run with -Dpacts.bench=FILE. */
@EnabledIfSystemProperty(named = "pacts.bench", matches = ".+")
class CallBench {
    private static final int BATCH = 100;
    private static final int BATCHES = 30;
    private static final GetSelectorRequest HIT =
            GetSelectorRequest.newBuilder()
                    .setQuery(
                            ElementQuery.newBuilder()
                                    .setApp("bench")
                                    .setEnvironment("test")
                                    .setPage("home")
                                    .setElement("Save"))
                    .build();

    @Test
    void clientBesideBareStub(@TempDir Path data) throws Exception {
        try (TestDaemon daemon = new TestDaemon(data, Map.of());
                PactsClient client = PactsClient.builder().target(daemon.target).build()) {
            ManagedChannel channel =
                    Grpc.newChannelBuilder(daemon.target, InsecureChannelCredentials.create())
                            .build();
            var stub = SelectorServiceGrpc.newBlockingStub(channel);
            save(client);
            long[] through = new long[BATCH * BATCHES];
            long[] bare = new long[BATCH * BATCHES];
            for (int round = 0; round < 2; round++) { // the first warms up
                for (int n = 0; n < BATCHES; n++) {
                    time(through, n, () -> client.get(HIT));
                    time(bare, n, () -> stub.getSelector(HIT));
                }
            }
            channel.shutdownNow();
            write(through, bare);
        }
    }

    private static void time(long[] into, int batch, Runnable call) {
        for (int n = 0; n < BATCH; n++) {
            long start = System.nanoTime();
            call.run();
            into[batch * BATCH + n] = System.nanoTime() - start;
        }
    }

    private static void save(PactsClient client) {
        Selector selector =
                Selector.newBuilder()
                        .setStrategy(SelectorStrategy.SELECTOR_STRATEGY_CSS)
                        .setValue("#save")
                        .build();
        client.save(
                SaveSelectorRequest.newBuilder()
                        .setQuery(HIT.getQuery())
                        .addSelectors(selector)
                        .build());
    }

    private static void write(long[] through, long[] bare) throws IOException {
        Arrays.sort(through);
        Arrays.sort(bare);
        double client = through[through.length / 2] / 1e6;
        double stub = bare[bare.length / 2] / 1e6;
        JsonObject told = new JsonObject();
        told.addProperty("language", "java");
        told.addProperty("calls", through.length);
        told.addProperty("client_p50_ms", client);
        told.addProperty("stub_p50_ms", stub);
        told.addProperty("ratio", client / stub);
        String file = System.getProperty("pacts.bench");
        Files.writeString(
                Path.of(file), new GsonBuilder().setPrettyPrinting().create().toJson(told) + "\n");
        assertTrue(client / stub < 2, told::toString);
    }
}
