package dev.pacts.selenium;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What a query takes for a name: of an element, and of a frame. */
final class Names {
    /** The daemon takes no longer one. */
    private static final int MOST_BYTES = 512;

    /** Room for the ellipsis and the digits of the hash, as the Python client leaves it. */
    private static final int END_BYTES = 20;

    private static final int HASH_DIGITS = 16;

    private Names() {}

    static boolean isShort(String name) {
        return bytes(name).length <= MOST_BYTES;
    }

    /** A name that fits into a query: the end of a longer one is its hash. */
    static String shortened(String name) {
        if (isShort(name)) {
            return name;
        }
        byte[] whole = bytes(name);
        int end = MOST_BYTES - END_BYTES;
        while (isWithinACharacter(whole[end])) {
            end--;
        }
        String hash = HexFormat.of().formatHex(sha256(whole)).substring(0, HASH_DIGITS);
        return new String(whole, 0, end, StandardCharsets.UTF_8) + "…" + hash;
    }

    /** Of a character of several bytes, all but the first begin with the bits 10. */
    private static boolean isWithinACharacter(byte one) {
        return (one & 0xC0) == 0x80;
    }

    private static byte[] bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] sha256(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }
}
