package io.mudlark.jobs.document;

import io.mudlark.flow.ContentHash;
import io.mudlark.mrt.WindowSpan;
import io.mudlark.site.DeviceId;

/** What every document about one window of one device opens with. */
final class WindowJson {
  private WindowJson() {}

  /** A document's id: 32 hexadecimal digits from what it is, the device and the window. */
  static String id(String type, DeviceId device, WindowSpan window) {
    return new ContentHash()
        .text(type)
        .text(device.site())
        .text(device.name())
        .number(window.startMillis())
        .number(window.endMillis())
        .hex();
  }

  static void head(JsonText out, String id, DeviceId device, WindowSpan window) {
    out.text("id", id).text("site", device.site()).text("device", device.name());
    out.millis("windowStart", window.startMillis()).millis("windowEnd", window.endMillis());
    out.number("windowOrdinal", window.ordinal());
  }
}
