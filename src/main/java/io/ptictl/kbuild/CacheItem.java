package io.ptictl.kbuild;

import java.nio.file.Path;

/**
 * Something that a cache holds.
 *
 * @param path what it is
 * @param bytes what it occupies
 * @param inUse somebody builds it or waits for it just now; it must stay
 */
public record CacheItem(Path path, long bytes, boolean inUse) {}
