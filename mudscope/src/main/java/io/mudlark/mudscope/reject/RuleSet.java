package io.mudlark.mudscope.reject;

import io.mudlark.mud.profile.MudFileReader;
import io.mudlark.mud.profile.MudFormatException;
import io.mudlark.mud.profile.MudProfile;
import io.mudlark.mudscope.input.UnusableInput;
import io.mudlark.mudscope.mudgen.CaptureJob;
import io.mudlark.mudscope.mudgen.RuleCsv;
import io.mudlark.mudscope.mudgen.RuleRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rules a person gave: MUDgee's CSV or a MUD file. */
public final class RuleSet {
  private final Path file;
  private final List<RuleRow> rows;
  private final @Nullable MudProfile mud;

  private RuleSet(Path file, List<RuleRow> rows, @Nullable MudProfile mud) {
    this.file = file;
    this.rows = rows;
    this.mud = mud;
  }

  /**
   * Reads a MUD file when the name ends in {@code .json}, else a rule CSV.
   *
   * @throws IOException when it cannot be used; the message is one line
   */
  public static RuleSet read(Path file) throws IOException {
    if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".json")) {
      return new RuleSet(file, RuleCsv.read(file), null);
    }
    try {
      return new RuleSet(file, List.of(), MudFileReader.read(file));
    } catch (MudFormatException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  Path file() {
    return file;
  }

  /** The rules of a CSV. */
  List<RuleRow> rows() throws UnusableInput {
    if (mud != null) {
      throw new UnusableInput(file.toString(), "/", "MUDscope reads rule CSV only, not MUD files");
    }
    return rows;
  }

  /** The rules as a profile, whatever they came from. */
  MudProfile profile(CaptureJob job, Consumer<String> problems) {
    return mud != null ? mud : new RowProfile(file, job, problems).profile(rows);
  }
}
