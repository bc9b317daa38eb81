package dev.pacts.scenarios;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;

/** What the world's collector has got of a trace. */
final class Spans {
    private Spans() {}

    static void await(World world, String trace, Stream<JsonElement> names) {
        List<String> wanted = names.map(JsonElement::getAsString).toList();
        Retry.until(
                10,
                () -> {
                    List<String> got = got(world.text("spans") + "/" + trace);
                    assertTrue(got.containsAll(wanted), got + " lacks some of " + wanted);
                });
    }

    private static List<String> got(String address) {
        try {
            HttpResponse<String> answer =
                    HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(URI.create(address)).build(),
                                    HttpResponse.BodyHandlers.ofString());
            return JsonParser.parseString(answer.body()).getAsJsonArray().asList().stream()
                    .map(JsonElement::getAsString)
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
