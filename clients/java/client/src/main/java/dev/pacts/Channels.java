package dev.pacts;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import io.grpc.ChannelCredentials;
import io.grpc.ClientInterceptor;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes channels with the settings that the clients of all languages share. */
final class Channels {
    private static final int MESSAGE_BYTES = 64 * 1024 * 1024;
    private static final int MAX_PORT = 65_535;
    private static final Pattern PORT = Pattern.compile(":(\\d+)$");
    private static final Pattern LOOPBACK =
            Pattern.compile(
                    "(ipv4:|ipv6:|dns:(///)?)?(127(\\.\\d{1,3}){3}|localhost|\\[::1\\])(:\\d+)?",
                    Pattern.CASE_INSENSITIVE);

    private Channels() {}

    static ManagedChannel open(
            String target, ChannelCredentials credentials, List<ClientInterceptor> interceptors) {
        return Grpc.newChannelBuilder(target, credentials)
                .intercept(interceptors)
                .maxInboundMessageSize(MESSAGE_BYTES)
                .defaultServiceConfig(serviceConfig())
                .disableServiceConfigLookUp()
                .enableRetry()
                .build();
    }

    /** The target, if its port exists. */
    static String checked(String target) {
        Matcher port = PORT.matcher(target);
        boolean exists = true;
        if (!target.startsWith("unix:") && port.find()) {
            String digits = port.group(1);
            exists = digits.length() <= 5 && Integer.parseInt(digits) <= MAX_PORT;
            exists = exists && Integer.parseInt(digits) > 0;
        }
        if (target.startsWith("unix:") && !System.getProperty("os.name").equals("Linux")) {
            throw new IllegalArgumentException(
                    "target: Unix sockets need Linux, for netty's epoll");
        }
        if (target.isBlank() || !exists) {
            throw new IllegalArgumentException(
                    "target: must be host:port or unix:/path, not \"" + target + "\"");
        }
        return target;
    }

    /** A token never leaves the machine in clear. */
    static void checkToken(String target, String token, ChannelCredentials credentials) {
        if (token != null
                && credentials instanceof InsecureChannelCredentials
                && !isLocal(target)) {
            throw new IllegalArgumentException("token: needs TLS for a target on another machine");
        }
    }

    static boolean isLocal(String target) {
        return target.startsWith("unix:") || LOOPBACK.matcher(target).matches();
    }

    private static Map<String, ?> serviceConfig() {
        try (Reader text =
                new InputStreamReader(
                        Objects.requireNonNull(
                                Channels.class.getResourceAsStream("service_config.json"),
                                "dev/pacts/service_config.json is missing from the jar"),
                        StandardCharsets.UTF_8)) {
            return new Gson().fromJson(text, new TypeToken<Map<String, ?>>() {}.getType());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
