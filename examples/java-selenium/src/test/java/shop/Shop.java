package shop;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** The shop that is tested: {@code /products}, and after its redesign. */
final class Shop implements AutoCloseable {
    private final HttpServer server;

    Shop() throws IOException {
        Path site = Path.of(System.getProperty("shop.site"));
        server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/products",
                exchange -> {
                    String edition = exchange.getRequestURI().getQuery();
                    Path file = site.resolve("products" + (edition == null ? "" : "." + edition) + ".html");
                    byte[] page = Files.readAllBytes(file);
                    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
                    exchange.sendResponseHeaders(200, page.length);
                    exchange.getResponseBody().write(page);
                    exchange.close();
                });
        server.start();
    }

    String products(String edition) {
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/products";
        return edition.isEmpty() ? url : url + "?" + edition;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
