package io.mudlark.mudscope.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudlark.mudscope.input.UnusableInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineConfigTest {
  private static final String GOOD =
      """
      {"output": "result", "dsr": "normal.csv", "devices": [
       {"defaultGatewayConfig": {"macAddress": "08:00:27:86:05:66", "ipAddress": "192.168.32.1"},
        "deviceConfig": {"device": "00:31:92:e1:7b:17", "deviceName": "plug"},
        "captures": "caps", "rules": "rules.csv", "metadata": "plug.json"}]}
      """;

  @TempDir Path folder;

  @Test
  void starts_relative_paths_at_the_folder_of_the_configuration() throws IOException {
    PipelineConfig config = read(GOOD);
    assertThat(config.output()).isEqualTo(folder.resolve("result"));
    assertThat(config.devices()).hasSize(1);
    assertThat(config.devices().get(0).captures()).isEqualTo(folder.resolve("caps"));
    assertThat(config.watched()).hasSize(11);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"plug\" | \"../plug\" | /devices/0/deviceConfig/deviceName: cannot name a folder",
        "08:00:27:86:05:66 | 08:00 | /devices/0/defaultGatewayConfig/macAddress: is no MAC address",
        "192.168.32.1 | nowhere | /devices/0/defaultGatewayConfig/ipAddress: is no IP address",
        "\"rules\" | \"rule\" | /devices/0: has neither rules nor a benign capture",
        "\"dsr\" | \"reference\" | /dsr: is needed when no device has a benign capture",
        "\"devices\" | \"device\" | /devices: is no list of 1 to 1000 devices",
        "\"output\" | \"out\" | /output: is missing or no text"
      })
  void names_the_field_that_is_wrong(String part, String instead, String problem) {
    assertThatThrownBy(() -> read(GOOD.replace(part, instead)))
        .isInstanceOf(UnusableInput.class)
        .hasMessage(folder.resolve("pipeline.json") + ": " + problem);
  }

  @Test
  void tells_of_a_device_without_captures() throws IOException {
    Files.writeString(
        folder.resolve("plug.json"), "{\"device_id\": \"a\", \"deployment_info\": {}}");
    PipelineConfig config = read(GOOD);
    List<String> told = new ArrayList<>();
    assertThatThrownBy(() -> new MudscopePipeline(config, false, told::add).run(1, Instant.EPOCH))
        .isInstanceOf(IOException.class);
  }

  @Test
  void tells_once_of_a_capture_that_serves_two_stages() throws IOException {
    Files.writeString(
        folder.resolve("plug.json"), "{\"device_id\": \"a\", \"deployment_info\": {}}");
    Files.createDirectory(folder.resolve("caps"));
    PipelineConfig config =
        read(
            GOOD.replace("\"rules\": \"rules.csv\"", "\"benign\": \"calm.pcap\"")
                .replace("dsr", "x"));
    List<String> told = new ArrayList<>();
    assertThatThrownBy(() -> new MudscopePipeline(config, false, told::add).run(1, Instant.EPOCH))
        .isInstanceOf(IOException.class);
    assertThat(told).filteredOn(line -> line.contains("calm.pcap")).hasSize(1);
  }

  private PipelineConfig read(String json) throws IOException {
    return PipelineConfig.read(Files.writeString(folder.resolve("pipeline.json"), json));
  }
}
