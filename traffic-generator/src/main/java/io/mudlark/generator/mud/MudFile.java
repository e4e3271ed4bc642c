package io.mudlark.generator.mud;

/**
 * A MUD file ready to be served.
 *
 * @param name its file name, such as {@code camera.json}
 * @param url its MUD URL
 * @param json its text (RFC 8520)
 */
public record MudFile(String name, String url, String json) {}
