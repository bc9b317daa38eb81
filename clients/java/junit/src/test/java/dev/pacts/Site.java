package dev.pacts;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
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
    private static final String CHECKOUT =
            """
            <!doctype html><title>Checkout</title><h1>Checkout</h1><button id="pay">Ways to pay</button>
            <iframe name="payment" src="/shop/pay"></iframe><p id="status">ready</p>
            """;
    private static final String PAY =
            """
            <!doctype html><h1>Pay</h1><p>By card.</p><form><label>Card number <input id="card"></label>
            <button id="pay" type="button"
            onclick="top.document.title = 'paid ' + card.value">Pay now</button></form>
            """;
    private static final String NEW_PAY =
            """
            <!doctype html><h1>Pay</h1><p>By card.</p><div><label>Card number <input></label></div>
            <div><button class="go" onclick="top.document.title =
            'paid ' + document.querySelector('input').value">Pay now</button></div>
            """;
    private static final String CARD =
            """
            <!doctype html><title>Shop</title><h1>Shop</h1><my-card><template shadowrootmode="open">
            <p>Our letter.</p><button id="sub" onclick="document.title = 'subscribed'">Subscribe
            </button></template></my-card>
            """;
    private static final String NEW_CARD =
            """
            <!doctype html><title>Shop</title><h1>Shop</h1><my-card><template shadowrootmode="open">
            <div><button class="letter" onclick="document.title = 'subscribed'">Subscribe</button>
            <p>Our letter.</p><button>Not now</button></div></template></my-card>
            """;
    private static final String CLOSED = CARD.replace("\"open\"", "\"closed\"");
    private final HttpServer server;
    private volatile boolean isRedesigned;

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
                    byte[] page = at(exchange.getRequestURI()).getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
                    exchange.sendResponseHeaders(200, page.length);
                    exchange.getResponseBody().write(page);
                    exchange.close();
                });
        server.start();
    }

    private String at(URI address) {
        return switch (address.getPath()) {
            case "/shop/checkout" -> CHECKOUT;
            case "/shop/nested" -> framing("bank", "localhost");
            case "/shop/bank" -> framing("pay", "127.0.0.1");
            case "/shop/card" -> isRedesigned ? NEW_CARD : CARD;
            case "/shop/closed" -> CLOSED;
            case "/shop/pay" -> isRedesigned ? NEW_PAY : PAY;
            default -> isRedesigned || "edition=new".equals(address.getQuery()) ? NEW : OLD;
        };
    }

    /** From now on each page is the new edition, at its own address, or the old one again. */
    public void redesign(boolean isNew) {
        isRedesigned = isNew;
    }

    /** A page with a frame. */
    public String checkout() {
        return page() + "/checkout";
    }

    /** A page with a frame of another origin, in which is one of its own. */
    public String nested() {
        return page() + "/nested";
    }

    private String framing(String name, String host) {
        return "<!doctype html><h1>Shop</h1><iframe name='%s' src='http://%s:%d/shop/%s'></iframe>"
                .formatted(name, host, server.getAddress().getPort(), name);
    }

    /** A page with a shadow root. */
    public String card() {
        return page() + "/card";
    }

    /** The same with one that is closed. */
    public String closed() {
        return page() + "/closed";
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
