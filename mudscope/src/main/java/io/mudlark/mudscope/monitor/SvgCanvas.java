package io.mudlark.mudscope.monitor;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Draws as SVG 1.1. */
final class SvgCanvas implements PlotCanvas {
  private final StringBuilder svg = new StringBuilder();

  SvgCanvas(double width, double height) {
    svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ");
    svg.append(PlotNumber.of(width)).append(' ').append(PlotNumber.of(height));
    svg.append("\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"10\">\n");
    svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
  }

  @Override
  public void rectangle(Point corner, double width, double height, String colour) {
    svg.append("<rect x=\"").append(PlotNumber.of(corner.x()));
    svg.append("\" y=\"").append(PlotNumber.of(corner.y()));
    svg.append("\" width=\"").append(PlotNumber.of(width));
    svg.append("\" height=\"").append(PlotNumber.of(height));
    svg.append("\" fill=\"").append(colour).append("\"/>\n");
  }

  @Override
  public void line(List<Point> points, double width, String colour) {
    svg.append("<polyline fill=\"none\" stroke-linejoin=\"round\" stroke=\"").append(colour);
    svg.append("\" stroke-width=\"").append(PlotNumber.of(width)).append("\" points=\"");
    svg.append(
        points.stream()
            .map(point -> PlotNumber.of(point.x()) + "," + PlotNumber.of(point.y()))
            .collect(Collectors.joining(" ")));
    svg.append("\"/>\n");
  }

  @Override
  public void dot(Point centre, double radius, String colour) {
    svg.append("<circle cx=\"").append(PlotNumber.of(centre.x()));
    svg.append("\" cy=\"").append(PlotNumber.of(centre.y()));
    svg.append("\" r=\"").append(PlotNumber.of(radius));
    svg.append("\" fill=\"").append(colour).append("\"/>\n");
  }

  @Override
  public void text(Point at, Anchor anchor, String text) {
    svg.append("<text x=\"").append(PlotNumber.of(at.x()));
    svg.append("\" y=\"").append(PlotNumber.of(at.y()));
    svg.append("\" fill=\"#333333\" text-anchor=\"");
    svg.append(anchor == Anchor.START ? "start" : "end").append("\">");
    svg.append(MarkupText.escaped(text)).append("</text>\n");
  }

  @Override
  public byte[] finish() {
    return (svg + "</svg>\n").getBytes(StandardCharsets.UTF_8);
  }
}
