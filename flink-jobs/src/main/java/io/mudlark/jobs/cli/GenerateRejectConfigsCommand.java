package io.mudlark.jobs.cli;

import io.mudlark.jobs.config.ConfigException;
import io.mudlark.jobs.config.Reasons;
import io.mudlark.mudscope.input.UnusableInput;
import io.mudlark.mudscope.reject.RejectConfigs;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mudlark generate-reject-configs}: one configuration of {@code reject} per capture. */
@Command(
    name = "generate-reject-configs",
    aliases = "generate_rjt_configs",
    sortOptions = false,
    description = {
      "Write a configuration of 'mudlark reject' for each capture of a folder.",
      "For every *.pcap file it writes configs/reject_configs/NAME/rjt_NAME_CAPTURE.json below the"
          + " working directory."
    })
@SuppressWarnings("NullAway.Init") // picocli sets required options before call()
final class GenerateRejectConfigsCommand implements Callable<Integer> {
  @Option(names = "--devname", required = true, paramLabel = "NAME", description = "The device.")
  private String deviceName;

  @Option(names = "--dev_mac", required = true, paramLabel = "MAC", description = "Its MAC.")
  private String deviceMac;

  @Option(
      names = "--gw_mac",
      required = true,
      paramLabel = "MAC",
      description = "The MAC of its gateway.")
  private String gatewayMac;

  @Option(
      names = "--gw_ip4",
      required = true,
      paramLabel = "IP",
      description = "The gateway's IPv4 address.")
  private String gatewayIpv4;

  @Option(
      names = "--gw_ip6",
      paramLabel = "IP",
      defaultValue = "-",
      description = "The gateway's IPv6 address (default: ${DEFAULT-VALUE}, none).")
  private String gatewayIpv6;

  @Option(
      names = "--tgt_dir",
      required = true,
      paramLabel = "DIR",
      description = "The folder of the captures.")
  private Path captures;

  @Override
  public Integer call() throws Exception {
    RejectConfigs configs =
        new RejectConfigs(deviceName, deviceMac, gatewayMac, gatewayIpv4, gatewayIpv6);
    try {
      List<Path> written = configs.write(Path.of(""), captures);
      written.forEach(file -> Terminal.say(file.toString()));
      if (written.isEmpty()) {
        Terminal.problem(captures + ": holds no *.pcap file");
        return ExitCodes.UNUSABLE;
      }
      return ExitCodes.OK;
    } catch (UnusableInput e) {
      throw new ConfigException(Reasons.of(e), e);
    }
  }
}
