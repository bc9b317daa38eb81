package dev.pacts;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** One page in two editions, as {@code /shop} and {@code /shop?edition=new}. */
public final class Site implements AutoCloseable {
    private static final String OLD =
            """
            <!doctype html><title>Shop</title><header><h1>Shop</h1></header><main>
            <form onsubmit="return false"><label for="query">Search products</label>
            <input id="query"><button id="search" onclick="tell('searched ' + query.value)">Search
            </button></form><ul><li>Tea</li><li>Coffee</li><li>Cocoa</li></ul></main>
            <p id="status">ready</p><script>function tell(text) {
            document.getElementById('status').textContent = text }</script>
            """;
    private static final String NEW =
            """
            <!doctype html><title>Shop</title><main><section><ol><li>Tea</li><li>Coffee</li></ol>
            </section><nav class="bar"><div class="find"><label>Search products
            <input class="field" id="words"></label><button class="go" type="button"
            onclick="tell('searched ' + words.value)">Search</button></div></nav></main>
            <p id="status">ready</p><script>function tell(text) {
            document.getElementById('status').textContent = text }</script>
            """;
    private final HttpServer server;

    public Site() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.createContext(
                "/shop",
                exchange -> {
                    boolean isNew = "edition=new".equals(exchange.getRequestURI().getQuery());
                    byte[] page = (isNew ? NEW : OLD).getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
                    exchange.sendResponseHeaders(200, page.length);
                    exchange.getResponseBody().write(page);
                    exchange.close();
                });
        server.start();
    }

    public String page() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/shop";
    }

    public String redesigned() {
        return page() + "?edition=new";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
