package io.mudlark.mudscope.characterize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mudlark.mudscope.input.UnusableInput;
import java.nio.file.Path;

/**
 * Which device a window is of and where the device stands: MUDscope's metadata file.
 *
 * @param deviceId the device's name
 * @param info place, country, sector ...: copied to the result as it stands
 */
public record Deployment(String deviceId, ObjectNode info) {
  /**
   * Reads a metadata file.
   *
   * @throws UnusableInput when a compulsory field is missing
   */
  public static Deployment read(Path file) throws UnusableInput {
    return of(file, BoundedFile.json(file));
  }

  /** The deployment in a JSON object of {@code file}. */
  static Deployment of(Path file, JsonNode object) throws UnusableInput {
    JsonNode device = object.path("device_id");
    JsonNode info = object.path("deployment_info");
    if (!device.isTextual() || device.textValue().isBlank()) {
      throw new UnusableInput(file, "device_id: is missing or no text");
    }
    if (!(info instanceof ObjectNode fields)) {
      throw new UnusableInput(file, "deployment_info: is missing or no object");
    }
    return new Deployment(device.textValue(), fields.deepCopy());
  }

  /** {@code deployment_id}, or empty text when the metadata has none. */
  public String deploymentId() {
    return info.path("deployment_id").asText("");
  }
}
