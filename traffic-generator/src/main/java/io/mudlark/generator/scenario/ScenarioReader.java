package io.mudlark.generator.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.mudlark.flow.FlowKey;
import io.mudlark.flow.IpAddress;
import io.mudlark.flow.IpPrefix;
import io.mudlark.generator.attack.Attack;
import io.mudlark.generator.attack.AttackCatalogue;
import io.mudlark.generator.device.Inhabitant;
import io.mudlark.generator.device.InhabitantCatalogue;
import io.mudlark.generator.device.WorldNames;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads a scenario from YAML; docs/60-traffic-generator.md shows the form. */
public final class ScenarioReader {
  private static final ObjectMapper MAPPER =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .addModule(
              new SimpleModule()
                  .addDeserializer(Duration.class, text(Duration.class, Duration::parse))
                  .addDeserializer(Instant.class, text(Instant.class, Instant::parse))
                  .addDeserializer(IpPrefix.class, text(IpPrefix.class, IpPrefix::parse))
                  .addDeserializer(IpAddress.class, text(IpAddress.class, IpAddress::parse)))
          .build();

  private ScenarioReader() {}

  private record ScenarioText(
      String name,
      Instant start,
      Duration duration,
      List<SiteText> sites,
      List<AttackText> attacks) {}

  private record SiteText(
      String name,
      int vlan,
      IpPrefix ipv4,
      IpPrefix ipv6,
      Map<String, String> controllers,
      List<StationText> stations) {}

  private record StationText(String name, int host, String kind) {}

  private record AttackText(
      String site, String device, Duration after, Duration lasts, String type, JsonNode with) {}

  /**
   * Reads a scenario.
   *
   * @param source what to call the text in an error
   * @throws IOException with one line that names the place and what is wrong
   */
  public static Scenario read(String source, String yaml) throws IOException {
    try {
      ScenarioText text = MAPPER.readValue(yaml, ScenarioText.class);
      if (text == null) {
        throw new IllegalArgumentException("the scenario is empty");
      }
      List<Scenario.SitePlan> sites = new ArrayList<>();
      for (SiteText site : text.sites()) {
        sites.add(site(site));
      }
      List<Scenario.AttackPlan> attacks = new ArrayList<>();
      for (AttackText attack : text.attacks()) {
        attacks.add(attack(attack));
      }
      return new Scenario(
          text.name(), text.start(), text.duration(), sites, WorldNames.zones(), attacks);
    } catch (JsonProcessingException e) {
      throw new IOException(source + place(e) + ": " + what(e), e);
    } catch (IllegalArgumentException e) {
      throw new IOException(source + ": " + e.getMessage(), e);
    }
  }

  /** Where it is: the path of a value, or the line when the text is no YAML at all. */
  private static String place(JsonProcessingException e) {
    if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      StringBuilder path = new StringBuilder();
      for (JsonMappingException.Reference step : mapping.getPath()) {
        if (step.getFieldName() == null) {
          path.append('[').append(step.getIndex()).append(']');
        } else {
          path.append(path.length() == 0 ? "" : ".").append(step.getFieldName());
        }
      }
      return ": " + path;
    }
    return e.getLocation() == null ? "" : ": line " + e.getLocation().getLineNr();
  }

  /** The first line of what Jackson says, without its own settings. */
  private static String what(JsonProcessingException e) {
    String first = e.getOriginalMessage().lines().findFirst().orElse("");
    return first
        .replaceFirst("Missing creator property '(\\w+)'.*", "'$1' is missing")
        .replaceFirst("Unrecognized field \"(\\w+)\".*", "'$1' is not known here");
  }

  private static Scenario.SitePlan site(SiteText site) {
    List<Scenario.Placement> stations = new ArrayList<>();
    for (StationText station : site.stations()) {
      Supplier<Inhabitant> kind = InhabitantCatalogue.all().get(station.kind());
      if (kind == null) {
        throw new IllegalArgumentException(
            site.name()
                + "/"
                + station.name()
                + ": no kind of station is called "
                + station.kind()
                + "; known: "
                + InhabitantCatalogue.all().keySet());
      }
      stations.add(new Scenario.Placement(station.name(), station.host(), kind.get()));
    }
    return new Scenario.SitePlan(
        site.name(),
        site.vlan() == 0 ? FlowKey.NO_VLAN : site.vlan(),
        site.ipv4(),
        site.ipv6(),
        stations,
        site.controllers());
  }

  private static Scenario.AttackPlan attack(AttackText text) throws JsonProcessingException {
    Class<? extends Attack> type = AttackCatalogue.all().get(text.type());
    if (type == null) {
      throw new IllegalArgumentException(
          "no attack is called " + text.type() + "; known: " + AttackCatalogue.all().keySet());
    }
    Attack attack;
    try {
      attack = MAPPER.treeToValue(text.with(), type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text.type() + " of " + text.device() + ": " + what(e), e);
    }
    return new Scenario.AttackPlan(text.site(), text.device(), attack, text.after(), text.lasts());
  }

  private static <T> FromStringDeserializer<T> text(Class<T> type, Function<String, T> parser) {
    return new TextDeserializer<>(type, parser);
  }

  private static final class TextDeserializer<T> extends FromStringDeserializer<T> {
    private final transient Function<String, T> parser;

    private TextDeserializer(Class<T> type, Function<String, T> parser) {
      super(type);
      this.parser = parser;
    }

    @Override
    protected @Nullable T _deserialize(String value, DeserializationContext context)
        throws IOException {
      try {
        return parser.apply(value);
      } catch (IllegalArgumentException | DateTimeException e) {
        throw context.weirdStringException(value, _valueClass, e.getMessage());
      }
    }
  }
}
