package io.latchkey.workspace.workspaces;

import java.text.Normalizer;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** A workspace's name as it stands in addresses: lower-case ASCII letters, digits and hyphens, at most 48. */
final class Slug {
    private static final int LENGTH = 48;
    private static final String SUFFIX_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int SUFFIX_LENGTH = 6;

    private Slug() {}

    static String of(String name) {
        String ascii = Normalizer.normalize(name, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
        String slug = ascii.substring(0, Math.min(ascii.length(), LENGTH)).replaceAll("-+$", "");
        return slug.isEmpty() ? "workspace" : slug;
    }

    /** For a name that others have taken. */
    static String withSuffix(String slug, RandomGenerator random) {
        StringBuilder longer = new StringBuilder(slug).append('-');
        for (int i = 0; i < SUFFIX_LENGTH; i++) {
            longer.append(SUFFIX_LETTERS.charAt(random.nextInt(SUFFIX_LETTERS.length())));
        }
        return longer.toString();
    }
}
