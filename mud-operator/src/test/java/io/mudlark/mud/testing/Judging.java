package io.mudlark.mud.testing;

import static org.junit.jupiter.api.Assertions.fail;

import io.mudlark.flow.FlowRecord;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpPrefix;
import io.mudlark.flow.MacAddress;
import io.mudlark.mrt.Verdict;
import io.mudlark.mud.match.CompiledProfile;
import io.mudlark.mud.match.NameView;
import io.mudlark.mud.match.PeerDirectory;
import io.mudlark.mud.match.ProfileCompiler;
import io.mudlark.mud.profile.MudFileReader;
import io.mudlark.mud.profile.MudFormatException;
import io.mudlark.site.Role;
import io.mudlark.site.Site;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A site with everything mapped, and short ways to judge flows there. */
public final class Judging {
  public static final String GATEWAY_MAC = "02:00:00:00:00:01";

  public static final Site SITE =
      new Site(
          "site",
          Set.of(MacAddress.parse(GATEWAY_MAC)),
          List.of(IpAddress.parse("192.168.1.1"), IpAddress.parse("fd00::1")),
          List.of(IpPrefix.parse("192.168.1.0/24"), IpPrefix.parse("fd00::/64")),
          Map.of(
              "https://maker.example/hub", List.of(IpPrefix.parse("198.51.100.7")),
              "https://maker.example/hub6", List.of(IpPrefix.parse("2001:db8:7::/64")),
              "https://maker.example/camera",
                  List.of(IpPrefix.parse("192.168.1.99"), IpPrefix.parse("fd00::99"))),
          List.of(IpAddress.parse("192.168.1.53"), IpAddress.parse("fd00::53")),
          List.of(IpAddress.parse("192.168.1.123"), IpAddress.parse("fd00::123")));

  public static final PeerDirectory PEERS =
      new PeerDirectory.Builder()
          .add(
              MacAddress.parse("02:00:00:00:00:20"),
              List.of(IpAddress.parse("192.168.1.20"), IpAddress.parse("fd00::20")),
              "https://maker.example/lamp")
          .add(
              null,
              List.of(IpAddress.parse("192.168.1.30"), IpAddress.parse("fd00::30")),
              "https://other.example:8443/plug")
          .build();

  private static final Map<String, List<IpAddress>> NAMES =
      Map.of(
          "cloud.example",
          List.of(IpAddress.parse("203.0.113.5"), IpAddress.parse("2001:db8::5")),
          "me.example",
          List.of(IpAddress.parse("192.168.1.10"), IpAddress.parse("fd00::10")));

  /** cloud.example is 203.0.113.5 and 2001:db8::5. */
  public static final NameView RESOLVED =
      new NameView() {
        @Override
        public boolean known(String name, long atNanos) {
          return NAMES.containsKey(name);
        }

        @Override
        public boolean resolves(String name, IpAddress address, long atNanos) {
          return NAMES.getOrDefault(name, List.of()).contains(address);
        }
      };

  private Judging() {}

  public static CompiledProfile compile(MudText text) {
    return compile(text, SITE);
  }

  public static CompiledProfile compile(MudText text, Site site) {
    try {
      return new ProfileCompiler(site, PEERS).compile(MudFileReader.read("test", text.json()));
    } catch (MudFormatException e) {
      return fail(e);
    }
  }

  public static Verdict asSource(MudText text, Flows flow) {
    return compile(text).judge(flow.build(), Role.SOURCE, RESOLVED);
  }

  public static Verdict asDestination(MudText text, Flows flow) {
    return compile(text).judge(flow.build(), Role.DESTINATION, RESOLVED);
  }

  public static Verdict judge(CompiledProfile profile, FlowRecord flow) {
    return profile.judge(flow, Role.SOURCE, RESOLVED);
  }
}
