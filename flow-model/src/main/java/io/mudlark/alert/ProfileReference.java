package io.mudlark.alert;

import java.io.Serializable;

/**
 * The MUD profile that a device of an alert is held against, told apart from other versions of it.
 *
 * @param model the MUD URL, which says of what model a device is
 * @param hash of what the profile means: lists, entries and conditions
 */
public record ProfileReference(String model, String hash) implements Serializable {
  private static final long serialVersionUID = 1L;
}
