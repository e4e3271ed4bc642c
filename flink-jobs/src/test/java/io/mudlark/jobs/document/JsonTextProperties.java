package io.mudlark.jobs.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JsonTextProperties {
  /** Something with a member of every sort. */
  record Thing(String text, long number, double real, List<String> texts, List<Thing> parts) {
    void write(JsonText out) {
      out.text("text " + text, text).number("number", number).number("real", real);
      out.texts("texts", texts).objects("parts", parts, (to, part) -> part.write(to));
    }

    void write(JsonGenerator out) throws IOException {
      out.writeStringField("text " + text, text);
      out.writeNumberField("number", number);
      out.writeFieldName("real");
      if (Double.isFinite(real)) {
        out.writeNumber(real == 0 ? 0.0 : real);
      } else {
        out.writeNull();
      }
      out.writeArrayFieldStart("texts");
      for (String one : texts) {
        out.writeString(one);
      }
      out.writeEndArray();
      out.writeArrayFieldStart("parts");
      for (Thing part : parts) {
        out.writeStartObject();
        part.write(out);
        out.writeEndObject();
      }
      out.writeEndArray();
    }

    String byJackson(boolean pretty) throws IOException {
      StringWriter text = new StringWriter();
      JsonFactory factory =
          JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();
      try (JsonGenerator out = factory.createGenerator(text)) {
        if (pretty) {
          DefaultIndenter lines = new DefaultIndenter("  ", "\n");
          out.setPrettyPrinter(
              new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines));
        }
        out.writeStartObject();
        write(out);
        out.writeEndObject();
      }
      return text.toString();
    }
  }

  @Provide
  Arbitrary<Thing> things() {
    return things(2);
  }

  private static Arbitrary<Thing> things(int depth) {
    Arbitrary<String> texts =
        Arbitraries.strings().withCharRange('\0', '\u0100').withChars('"', '\\', '\u2028');
    Arbitrary<List<Thing>> parts =
        depth == 0 ? Arbitraries.just(List.of()) : things(depth - 1).list().ofMaxSize(3);
    Arbitrary<Double> reals =
        Arbitraries.oneOf(
            Arbitraries.longs().map(Double::longBitsToDouble),
            Arbitraries.integers().between(-1000, 1000).map(i -> i / 8.0),
            Arbitraries.of(0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE));
    return Combinators.combine(texts, Arbitraries.longs(), reals, texts.list().ofMaxSize(3), parts)
        .as(Thing::new);
  }

  @Property(tries = 500)
  void a_line_is_what_a_json_library_writes(@ForAll("things") Thing thing) throws IOException {
    assertThat(JsonText.line(thing::write)).isEqualTo(thing.byJackson(false));
  }

  @Property(tries = 500)
  void the_form_for_people_is_what_a_json_library_writes(@ForAll("things") Thing thing)
      throws IOException {
    assertThat(JsonText.pretty(thing::write)).isEqualTo(thing.byJackson(true) + "\n");
  }

  @Property(tries = 3000)
  void times_are_those_of_java(@ForAll("times") long time) {
    assertThat(JsonText.line(out -> out.millis("t", time)))
        .isEqualTo("{\"t\":\"" + format(Instant.ofEpochMilli(time), 3) + "\"}");
    Instant nanos =
        Instant.ofEpochSecond(
            Math.floorDiv(time, 1_000_000_000L), Math.floorMod(time, 1_000_000_000L));
    assertThat(JsonText.line(out -> out.nanos("t", time)))
        .isEqualTo("{\"t\":\"" + format(nanos, 9) + "\"}");
  }

  /**
   * As milliseconds all years that have four digits and some beyond; as nanoseconds all of them.
   */
  @Provide
  Arbitrary<Long> times() {
    long day = 86_400_000L;
    return Arbitraries.oneOf(
        Arbitraries.longs().between(-63_000_000_000_000L, 254_000_000_000_000L),
        Arbitraries.longs().between(-8_000_000_000_000_000L, 8_000_000_000_000_000L),
        Arbitraries.longs().between(-719_530L, 2_932_900L).map(d -> d * day),
        Arbitraries.of(0L, -1L, -62_167_219_200_000L, -62_167_219_200_001L),
        Arbitraries.of(253_402_300_799_999L, 253_402_300_800_000L));
  }

  private static String format(Instant time, int digits) {
    return new DateTimeFormatterBuilder()
        .appendInstant(digits)
        .toFormatter(Locale.ROOT)
        .format(time);
  }
}
