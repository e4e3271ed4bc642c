package io.mudlark.process.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudlark.process.file.LogTime;
import io.mudlark.process.file.MalformedFile;
import io.mudlark.process.file.XmlLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFilesTest {
  private static final EventLog LOG =
      new EventLog(
          List.of(
              new Trace(
                  "case \"1\", first",
                  List.of(
                      new LogEvent(
                          "say <hello> \n& go",
                          1_500_000_000_123_456_789L,
                          1_499_999_999_000_000_000L,
                          "Ann"),
                      LogEvent.at("done", 1_500_000_001_000_000_000L))),
              new Trace("2", List.of(LogEvent.at("start, then; stop", LogEvent.NO_TIME)))));

  @TempDir Path folder;

  private static EventLog xes(String text) throws IOException {
    return new XesReader()
        .read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "test.xes");
  }

  @Test
  void xes_gives_back_what_was_written_zipped_or_not() throws IOException {
    for (String name : List.of("log.xes", "log.xes.gz")) {
      new XesWriter().write(LOG, folder.resolve(name));
      assertThat(new XesReader().read(folder.resolve(name))).isEqualTo(LOG);
    }
  }

  @Test
  void csv_gives_back_what_was_written() throws IOException {
    for (char separator : new char[] {',', ';'}) {
      CsvColumns columns = CsvColumns.DEFAULT.separatedBy(separator);
      StringWriter text = new StringWriter();
      new CsvLogWriter(columns).write(LOG, text);
      assertThat(new CsvLogReader(columns).read(new StringReader(text.toString()), "log.csv"))
          .isEqualTo(LOG);
    }
  }

  @Test
  void reads_names_times_and_resources_of_xes() throws IOException {
    EventLog log =
        xes(
            """
            <log xmlns="http://www.xes-standard.org/"><extension name="x"/>
             <trace><string key="concept:name" value="c1"/>
              <event><string key="concept:name" value="a"><string key="nested" value="b"/></string>
               <string key="org:resource" value="Bo"/>
               <date key="time:timestamp" value="1970-01-01T01:00:01.5+01:00"/></event></trace></log>
            """);
    assertThat(log.traces())
        .containsExactly(
            new Trace("c1", List.of(new LogEvent("a", 1_500_000_000L, 1_500_000_000L, "Bo"))));
  }

  @Test
  void refuses_xml_with_a_document_type_or_entities() {
    String bomb =
        "<!DOCTYPE log [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><log><trace>"
            + "<string key=\"concept:name\" value=\"&x;\"/></trace></log>";
    assertThatThrownBy(() -> xes(bomb)).isInstanceOf(MalformedFile.class);
    assertThatThrownBy(() -> xes("<log>&x;</log>")).isInstanceOf(MalformedFile.class);
  }

  @Test
  void names_the_line_of_an_event_without_activity() {
    assertThatThrownBy(() -> xes("<log>\n<trace>\n<event></event></trace></log>"))
        .isInstanceOf(MalformedFile.class)
        .hasMessage("test.xes: line 3: event without concept:name");
  }

  @Test
  void reads_csv_as_spreadsheets_and_other_tools_write_it() throws IOException {
    CsvColumns columns = new CsvColumns('\t', "Case ID", "Activity", "Time", "", "");
    String text = "\uFEFFCase ID\tActivity\tTime\r\n1\t\"a\nb\"\t2024/01/31 10:00:00.500\r\n";
    assertThat(new CsvLogReader(columns).read(new StringReader(text), "log.csv").traces())
        .containsExactly(new Trace("1", List.of(LogEvent.at("a\nb", 1_706_695_200_500_000_000L))));
    String other = "Case ID\tActivity\tWhen\n1\ta\t2024-01-31\n";
    assertThatThrownBy(() -> new CsvLogReader(columns).read(new StringReader(other), "log.csv"))
        .hasMessage("log.csv: line 1: no column named Time; there are: Case ID, Activity, When");
  }

  @Test
  void reads_times_in_the_forms_of_logs_and_refuses_days_that_are_two() {
    long time = 1_706_695_200_000_000_000L;
    for (String text :
        List.of(
            "2024-01-31T10:00:00Z",
            "2024-01-31 10:00:00",
            "2024-01-31 12:00:00+0200",
            "2024-01-31T12:00:00+02",
            "2024-01-31T10:00",
            "2024/01/31 10:00:00.000",
            "31.01.2024 10:00:00",
            "1706695200",
            "1706695200000",
            "1706695200000000",
            "1706695200000000000")) {
      assertThat(LogTime.parse(text)).as(text).isEqualTo(time);
    }
    for (String text : List.of("01/02/2024 10:00", "2024", "17066952001", "9999999999", "-1")) {
      assertThatThrownBy(() -> LogTime.parse(text)).as(text).hasMessage("not a time: " + text);
    }
  }

  @Test
  void names_the_line_where_xml_breaks_off() {
    assertThatThrownBy(() -> xes("<log>\n<trace>")).hasMessageContaining("test.xes: line 2: ");
  }

  @Test
  void names_a_time_that_is_none() {
    String event =
        "<log><trace><event><string key=\"concept:name\" value=\"a\"/>"
            + "<date key=\"time:timestamp\" value=\"yesterday\"/></event></trace></log>";
    assertThatThrownBy(() -> xes(event)).hasMessageContaining("not a time: yesterday");
  }

  @Test
  void bounds_depth_elements_and_text() {
    byte[] deep = ("<log>" + "<a>".repeat(100)).getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> new XesReader().read(new ByteArrayInputStream(deep), "deep"))
        .hasMessageContaining("nested deeper than 64");
    byte[] wide = "<log><a/><a/><a/></log>".getBytes(StandardCharsets.UTF_8);
    XesReader few = new XesReader(new XmlLimits(64, 3, 100));
    assertThatThrownBy(() -> few.read(new ByteArrayInputStream(wide), "wide"))
        .hasMessageContaining("more than 3 elements");
    byte[] longer =
        ("<log><a b=\"" + "x".repeat(101) + "\"/></log>").getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> few.read(new ByteArrayInputStream(longer), "long"))
        .hasMessageContaining("attribute longer than 100");
  }

  @Test
  void csv_complaints_name_the_line() {
    CsvLogReader reader = new CsvLogReader(CsvColumns.DEFAULT);
    String header = "case:concept:name,concept:name,time:timestamp\n";
    assertThatThrownBy(() -> reader.read(new StringReader(header + "1,a\n"), "x.csv"))
        .hasMessage("x.csv: line 2: 2 fields where the header has 3");
    assertThatThrownBy(() -> reader.read(new StringReader(header + "1,a,\"2020\n"), "x.csv"))
        .hasMessage("x.csv: line 2: a quote is never closed");
    assertThatThrownBy(() -> reader.read(new StringReader("a,b\n"), "x.csv"))
        .hasMessage("x.csv: line 1: no column named case:concept:name; there are: a, b");
    assertThatThrownBy(() -> reader.read(new StringReader(""), "x.csv"))
        .hasMessage("x.csv: empty, a header is expected");
  }

  @Test
  void times_without_an_offset_are_utc_wherever_we_are() {
    assertThat(LogTime.parse("1970-01-02T00:00:00.000000001")).isEqualTo(86_400_000_000_001L);
    assertThat(LogTime.parse("1970-01-02 00:00:00+00:00")).isEqualTo(86_400_000_000_000L);
    assertThat(LogTime.parse("1970-01-02")).isEqualTo(86_400_000_000_000L);
    assertThat(LogTime.format(-1)).isEqualTo("1969-12-31T23:59:59.999999999Z");
  }

  @Test
  void variants_do_not_depend_on_the_order_of_cases() {
    EventLog one =
        new EventLog(
            List.of(Trace.of("1", "b", "a"), Trace.of("2", "a", "c"), Trace.of("3", "a", "c")));
    EventLog other =
        new EventLog(
            List.of(Trace.of("2", "a", "c"), Trace.of("3", "a", "c"), Trace.of("1", "b", "a")));
    VariantLog log = VariantLog.of(one);
    assertThat(log.names(0)).containsExactly("a", "c");
    assertThat(log.count(0)).isEqualTo(2);
    assertThat(VariantLog.of(other).names(1)).isEqualTo(log.names(1));
    assertThat(log.idOf("z")).isEqualTo(-1);
  }
}
