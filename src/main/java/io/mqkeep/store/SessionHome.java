package io.mqkeep.store;

import io.mqkeep.protocol.Utf8;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Where sessions with a name live: one folder, and a file name for every session name.
 *
 * <p>Different names have different files, also where the file system does not tell capital letters from small ones:
 * everything but small letters, digits, {@code -}, {@code _} and {@code .} is written as {@code %} and two digits for
 * each of its bytes. A name too long for a file is cut and ends in {@code ~} and a hash of the whole.
 */
public final class SessionHome {
    private static final String SUFFIX = ".mqs";
    private static final String READABLE = "abcdefghijklmnopqrstuvwxyz0123456789-_.";
    private static final int LONGEST = 150;
    private static final int CUT_TO = 80;
    private static final char HASHED = '~';
    private static final HexFormat HEX = HexFormat.of();
    /** Names that Windows keeps for devices, whatever suffix they have. */
    private static final Set<String> DEVICES = Set.of("con", "prn", "aux", "nul");

    private final Path folder;

    /**
     * @param folder need not exist yet
     */
    public SessionHome(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    /**
     * Returns the files of a session.
     *
     * @param session a name, or a path when it has a {@code /}
     * @throws StoreException.InvalidSessionName when it is empty, {@code .} or {@code ..}, or a path that can't be a file
     */
    public SessionFile file(String session) {
        if (session.isEmpty() || session.equals(".") || session.equals("..")) {
            throw new StoreException.InvalidSessionName(
                    "'" + session + "' can't be the name of a session; use a name or a path with a /");
        }
        String problem = Utf8.problem(session);
        if (problem != null) {
            throw new StoreException.InvalidSessionName("the name of the session " + problem);
        }
        if (session.indexOf('/') < 0) {
            return new SessionFile(session, folder.resolve(encode(session) + SUFFIX));
        }
        Path path = Path.of(session);
        Path last = path.getFileName();
        if (session.endsWith("/")
                || last == null
                || last.toString().equals(".")
                || last.toString().equals("..")) {
            throw new StoreException.InvalidSessionName("'" + session + "' is a folder and can't be a session");
        }
        return new SessionFile(session, path);
    }

    /**
     * Returns the sessions that live here, by name. One whose name was too long for a file is called by its path.
     *
     * @throws StoreException.CannotStore when the folder is there and can't be read
     */
    public List<SessionFile> list() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<SessionFile> sessions = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : files) {
                String fileName = file.getFileName().toString();
                String encoded = fileName.substring(0, fileName.length() - SUFFIX.length());
                sessions.add(new SessionFile(isNameOf(encoded) ? decode(encoded) : file.toString(), file));
            }
        } catch (IOException e) {
            throw new StoreException.CannotStore("read folder", folder, e);
        }
        sessions.sort(Comparator.comparing(SessionFile::name));
        return sessions;
    }

    private static boolean isNameOf(String encoded) {
        String name = decode(encoded);
        return !name.isEmpty() && !name.contains("/") && encode(name).equals(encoded);
    }

    static String encode(String name) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
            // A leading dot would hide the file.
            boolean readable = octet >= 0 && READABLE.indexOf(octet) >= 0 && !(octet == '.' && encoded.isEmpty());
            if (readable) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(HEX.toHexDigits(octet));
            }
        }
        if (isDevice(encoded)) {
            encoded.replace(0, 1, "%" + HEX.toHexDigits((byte) encoded.charAt(0)));
        }
        if (encoded.length() > LONGEST) {
            return encoded.substring(0, CUT_TO) + HASHED + hash(name);
        }
        return encoded.toString();
    }

    private static boolean isDevice(CharSequence encoded) {
        String first = encoded.toString();
        int dot = first.indexOf('.');
        String stem = (dot < 0 ? first : first.substring(0, dot)).toLowerCase(Locale.ROOT);
        return DEVICES.contains(stem) || stem.matches("(com|lpt)[0-9]");
    }

    private static String hash(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HEX.formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Returns the name that is written like this, or some other text when nothing is. */
    private static String decode(String encoded) {
        ByteBuffer bytes = ByteBuffer.allocate(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            boolean escape = c == '%'
                    && i + 2 < encoded.length()
                    && HexFormat.isHexDigit(encoded.charAt(i + 1))
                    && HexFormat.isHexDigit(encoded.charAt(i + 2));
            if (escape) {
                bytes.put((byte) HexFormat.fromHexDigits(encoded, i + 1, i + 3));
                i += 2;
            } else {
                bytes.put((byte) c);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException notWrittenHere) {
            return "";
        }
    }
}
