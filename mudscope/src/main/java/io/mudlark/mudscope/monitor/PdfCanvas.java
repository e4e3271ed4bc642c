package io.mudlark.mudscope.monitor;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws as a PDF 1.4 file of one page (ISO 32000-1), with a typeface that every reader has. */
final class PdfCanvas implements PlotCanvas {
  private static final double TYPE_SIZE = 10;

  /** Half the side of the square that a cubic curve makes a quarter of a circle in. */
  private static final double CIRCLE = 0.5523;

  /**
   * Mean width of a letter of Helvetica, in units of the type size: for text that ends somewhere.
   */
  private static final double LETTER = 0.5;

  private final double width;
  private final double height;
  private final StringBuilder page = new StringBuilder();

  PdfCanvas(double width, double height) {
    this.width = width;
    this.height = height;
  }

  @Override
  public void rectangle(Point corner, double wide, double high, String colour) {
    colour(colour).append("rg ").append(at(corner.x(), corner.y() + high));
    page.append(PlotNumber.of(wide)).append(' ').append(PlotNumber.of(high)).append(" re f\n");
  }

  @Override
  public void line(List<Point> points, double wide, String colour) {
    colour(colour).append("RG 1 j ").append(PlotNumber.of(wide)).append(" w ");
    for (int i = 0; i < points.size(); i++) {
      page.append(at(points.get(i).x(), points.get(i).y())).append(i == 0 ? "m " : "l ");
    }
    page.append("S\n");
  }

  @Override
  public void dot(Point centre, double radius, String colour) {
    colour(colour).append("rg ").append(at(centre.x() + radius, centre.y())).append("m ");
    double[][] quarters = {{1, 0}, {0, -1}, {-1, 0}, {0, 1}};
    for (int i = 0; i < quarters.length; i++) {
      double[] from = quarters[i];
      double[] to = quarters[(i + 1) % quarters.length];
      page.append(
          at(
              centre.x() + radius * (from[0] + CIRCLE * to[0]),
              centre.y() + radius * (from[1] + CIRCLE * to[1])));
      page.append(
          at(
              centre.x() + radius * (to[0] + CIRCLE * from[0]),
              centre.y() + radius * (to[1] + CIRCLE * from[1])));
      page.append(at(centre.x() + radius * to[0], centre.y() + radius * to[1])).append("c ");
    }
    page.append("f\n");
  }

  @Override
  public void text(Point at, Anchor anchor, String text) {
    double shift = anchor == Anchor.START ? 0 : text.length() * LETTER * TYPE_SIZE;
    colour("#333333").append("rg BT /F1 10 Tf ").append(at(at.x() - shift, at.y())).append("Td (");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean printable = c >= ' ' && c <= '~';
      page.append(c == '(' || c == ')' || c == '\\' ? "\\" : "").append(printable ? c : '?');
    }
    page.append(") Tj ET\n");
  }

  @Override
  public byte[] finish() {
    List<String> objects = new ArrayList<>();
    objects.add("<< /Type /Catalog /Pages 2 0 R >>");
    objects.add("<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
    objects.add(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 "
            + PlotNumber.of(width)
            + " "
            + PlotNumber.of(height)
            + "] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>");
    objects.add("<< /Length " + page.length() + " >>\nstream\n" + page + "endstream");
    objects.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    write(file, "%PDF-1.4\n");
    StringBuilder table = new StringBuilder("0000000000 65535 f \n");
    for (int i = 0; i < objects.size(); i++) {
      table.append(String.format(Locale.ROOT, "%010d 00000 n \n", file.size()));
      write(file, (i + 1) + " 0 obj\n" + objects.get(i) + "\nendobj\n");
    }
    int start = file.size();
    write(file, "xref\n0 " + (objects.size() + 1) + "\n" + table);
    write(file, "trailer\n<< /Size " + (objects.size() + 1) + " /Root 1 0 R >>\n");
    write(file, "startxref\n" + start + "\n%%EOF\n");
    return file.toByteArray();
  }

  private static void write(ByteArrayOutputStream file, String text) {
    file.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** PDF counts y upwards. */
  private String at(double x, double y) {
    return PlotNumber.of(x) + " " + PlotNumber.of(height - y) + " ";
  }

  private StringBuilder colour(String colour) {
    for (int i = 1; i < 7; i += 2) {
      page.append(PlotNumber.of(Integer.parseInt(colour.substring(i, i + 2), 16) / 255.0));
      page.append(' ');
    }
    return page;
  }
}
