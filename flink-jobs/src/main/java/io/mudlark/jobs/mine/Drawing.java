package io.mudlark.jobs.mine;

import com.mxgraph.layout.hierarchical.mxHierarchicalLayout;
import com.mxgraph.model.mxGeometry;
import com.mxgraph.util.mxPoint;
import com.mxgraph.view.mxGraph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.swing.SwingConstants;
import org.jspecify.annotations.Nullable;

/** A graph of labelled shapes, laid out from left to right and written as SVG. */
final class Drawing {
  /** Nodes of one drawing at most; more cannot be read anyway. */
  static final int MAX_NODES = 600;

  /** Edges of one drawing at most: laying out more takes minutes. */
  static final int MAX_EDGES = 1_500;

  private static final double CHARACTER = 6.4;
  private static final double LINE = 15;
  private static final double MARGIN = 12;

  /** The shapes that nodes have. */
  enum Shape {
    BOX,
    ROUND,
    CIRCLE,
    DIAMOND,
    BAR
  }

  /**
   * A node.
   *
   * @param shape how it looks
   * @param kind a word for the style sheet
   * @param lines its label
   */
  record Node(Shape shape, String kind, List<String> lines) {
    private double width() {
      int longest = lines.stream().mapToInt(String::length).max().orElse(0);
      return switch (shape) {
        case CIRCLE -> 26;
        case DIAMOND -> 30;
        case BAR -> 9;
        case BOX, ROUND -> Math.max(40, 16 + CHARACTER * longest);
      };
    }

    private double height() {
      return switch (shape) {
        case CIRCLE -> 26;
        case DIAMOND, BAR -> 30;
        case BOX, ROUND -> 12 + LINE * Math.max(1, lines.size());
      };
    }
  }

  private record Edge(String from, String to, String label) {}

  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final List<Edge> edges = new ArrayList<>();

  /** Adds a node. */
  String node(String id, Node node) {
    nodes.put(id, node);
    return id;
  }

  /** Why it is too large to draw; null when it is not. */
  @Nullable String excess() {
    return nodes.size() > MAX_NODES || edges.size() > MAX_EDGES
        ? nodes.size() + " nodes, " + edges.size() + " edges"
        : null;
  }

  /** Adds an edge; both its ends must be there before {@link #svg}. */
  void edge(String from, String to, String label) {
    edges.add(new Edge(from, to, label));
  }

  int size() {
    return nodes.size();
  }

  /** The label of an activity: one line for each part between arrows. */
  static List<String> lines(String activity) {
    List<String> lines = new ArrayList<>();
    for (String part : activity.split("\\s*\u2192\\s*")) {
      String line = lines.isEmpty() ? part : "\u2192 " + part;
      lines.add(line.length() > 48 ? line.substring(0, 47) + "\u2026" : line);
    }
    return lines;
  }

  /** The drawing as one SVG element. */
  String svg(String title) {
    mxGraph graph = new mxGraph();
    graph.setAutoSizeCells(false);
    Map<String, Object> cells = new LinkedHashMap<>();
    Object root = graph.getDefaultParent();
    graph.getModel().beginUpdate();
    List<Object> links = new ArrayList<>();
    try {
      nodes.forEach(
          (id, node) ->
              cells.put(
                  id, graph.insertVertex(root, null, null, 0, 0, node.width(), node.height())));
      for (Edge edge : edges) {
        links.add(graph.insertEdge(root, null, null, cells.get(edge.from()), cells.get(edge.to())));
      }
    } finally {
      graph.getModel().endUpdate();
    }
    mxHierarchicalLayout layout = new mxHierarchicalLayout(graph, SwingConstants.WEST);
    layout.setInterRankCellSpacing(60);
    layout.setIntraCellSpacing(18);
    layout.execute(root);
    return new SvgText(title).write(this, graph, cells, links);
  }

  /** Turns a laid out graph into text. */
  private static final class SvgText {
    private final StringBuilder out = new StringBuilder();
    private final String title;
    private double right;
    private double bottom;

    private SvgText(String title) {
      this.title = title;
    }

    private String write(
        Drawing drawing, mxGraph graph, Map<String, Object> cells, List<Object> links) {
      for (int i = 0; i < links.size(); i++) {
        Edge edge = drawing.edges.get(i);
        mxGeometry from = graph.getModel().getGeometry(cells.get(edge.from()));
        mxGeometry to = graph.getModel().getGeometry(cells.get(edge.to()));
        List<mxPoint> points = graph.getModel().getGeometry(links.get(i)).getPoints();
        edge(from, to, points == null ? List.of() : points, edge.label());
      }
      drawing.nodes.forEach((id, node) -> node(node, graph.getModel().getGeometry(cells.get(id))));
      String head =
          "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"%s\" width=\"%s\""
                  .formatted(Escape.xml(title), number(right + 2 * MARGIN))
              + " height=\"%s\" viewBox=\"%s %s %s %s\">"
                  .formatted(
                      number(bottom + 2 * MARGIN),
                      number(-MARGIN),
                      number(-MARGIN),
                      number(right + 2 * MARGIN),
                      number(bottom + 2 * MARGIN));
      return head + "<title>" + Escape.xml(title) + "</title>" + ARROW + out + "</svg>";
    }

    private static final String ARROW =
        "<defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\""
            + " markerHeight=\"7\" orient=\"auto-start-reverse\"><path d=\"M0,0 8,4 0,8z\"/>"
            + "</marker></defs>";

    private void edge(mxGeometry from, mxGeometry to, List<mxPoint> points, String label) {
      List<double[]> way = new ArrayList<>();
      for (mxPoint point : points) {
        way.add(new double[] {point.getX(), point.getY()});
      }
      double[] first = way.isEmpty() ? center(to) : way.get(0);
      double[] last = way.isEmpty() ? center(from) : way.get(way.size() - 1);
      way.add(0, border(from, first));
      way.add(border(to, last));
      StringBuilder path = new StringBuilder("M");
      for (double[] point : way) {
        path.append(number(point[0])).append(',').append(number(point[1])).append(' ');
        reach(point[0], point[1]);
      }
      out.append("<path class=\"edge\" d=\"").append(path.toString().strip()).append("\"/>");
      if (!label.isEmpty()) {
        double[] a = way.get((way.size() - 1) / 2);
        double[] b = way.get((way.size() - 1) / 2 + 1);
        out.append(
            "<text class=\"count\" x=\"%s\" y=\"%s\">%s</text>"
                .formatted(
                    number((a[0] + b[0]) / 2), number((a[1] + b[1]) / 2 - 4), Escape.xml(label)));
      }
    }

    private static double[] center(mxGeometry box) {
      return new double[] {box.getCenterX(), box.getCenterY()};
    }

    /** Where the line from a box's centre to a point leaves the box. */
    private static double[] border(mxGeometry box, double[] towards) {
      double dx = towards[0] - box.getCenterX();
      double dy = towards[1] - box.getCenterY();
      double byWidth = dx == 0 ? Double.MAX_VALUE : box.getWidth() / 2 / Math.abs(dx);
      double byHeight = dy == 0 ? Double.MAX_VALUE : box.getHeight() / 2 / Math.abs(dy);
      double part = Math.min(1, Math.min(byWidth, byHeight));
      return new double[] {box.getCenterX() + part * dx, box.getCenterY() + part * dy};
    }

    private void node(Node node, mxGeometry at) {
      double x = at.getX();
      double y = at.getY();
      double w = at.getWidth();
      double h = at.getHeight();
      reach(x + w, y + h);
      out.append("<g class=\"").append(node.kind()).append("\">");
      switch (node.shape()) {
        case CIRCLE ->
            out.append(
                "<circle cx=\"%s\" cy=\"%s\" r=\"13\"/>"
                    .formatted(number(x + w / 2), number(y + h / 2)));
        case DIAMOND ->
            out.append(
                "<path d=\"M%s,%s %s,%s %s,%s %s,%sz\"/>"
                    .formatted(
                        number(x),
                        number(y + h / 2),
                        number(x + w / 2),
                        number(y),
                        number(x + w),
                        number(y + h / 2),
                        number(x + w / 2),
                        number(y + h)));
        default ->
            out.append(
                "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"%d\"/>"
                    .formatted(
                        number(x),
                        number(y),
                        number(w),
                        number(h),
                        node.shape() == Shape.ROUND ? 8 : 0));
      }
      label(node.lines(), x + w / 2, y + h / 2);
      out.append("</g>");
    }

    private void label(List<String> lines, double x, double y) {
      double top = y - LINE * (lines.size() - 1) / 2 + 4;
      for (int i = 0; i < lines.size(); i++) {
        out.append(
            "<text x=\"%s\" y=\"%s\">%s</text>"
                .formatted(number(x), number(top + i * LINE), Escape.xml(lines.get(i))));
      }
    }

    private void reach(double x, double y) {
      right = Math.max(right, x);
      bottom = Math.max(bottom, y);
    }

    private static String number(double value) {
      return String.format(Locale.ROOT, "%.1f", value);
    }
  }
}
