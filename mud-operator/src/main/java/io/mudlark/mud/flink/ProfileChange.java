package io.mudlark.mud.flink;

import io.mudlark.site.DeviceId;

/**
 * A new version of a MUD file on its way to the workers that judge by it.
 *
 * @param device one device of the key group it is sent to: it decides where the change goes, and
 *     the change is for all devices with that MUD URL
 * @param update the new version
 */
public record ProfileChange(DeviceId device, ProfileUpdate update) {}
