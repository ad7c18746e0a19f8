package io.ptictl.kbuild;

import java.nio.file.Path;

/**
 * A kernel that was built, or found in the cache and verified.
 *
 * @param variant with or without the feature
 * @param key the name of its cache entry: SHA-256 in hexadecimal over all that went into it
 * @param release what uname -r says in it, for example {@code 6.12.117}
 * @param bzImage the compressed image, absolute
 * @param vmlinux the uncompressed ELF image with its symbols (starts by PVH), absolute
 * @param config the complete .config, absolute
 */
public record Kernel(
    Variant variant, String key, String release, Path bzImage, Path vmlinux, Path config) {}
