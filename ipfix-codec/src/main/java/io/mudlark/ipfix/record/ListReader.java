package io.mudlark.ipfix.record;

import io.mudlark.ipfix.registry.AbstractDataType;
import io.mudlark.ipfix.registry.ElementRegistry;
import io.mudlark.ipfix.registry.InformationElement;
import io.mudlark.ipfix.template.Dialect;
import io.mudlark.ipfix.template.RecordPlan;
import io.mudlark.ipfix.template.TemplateTable;
import io.mudlark.ipfix.wire.MalformedMessage;
import io.mudlark.ipfix.wire.VariableLength;
import io.mudlark.ipfix.wire.WireCursor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads basicList, subTemplateList and subTemplateMultiList (RFC 6313 4.5).
 *
 * <p>Work is bounded by the octets of the field: every item takes at least one. A list that is
 * broken, or whose template is unknown, keeps what was read of it; the record around it goes on.
 */
final class ListReader {
  private static final int ENTERPRISE_BIT = 0x8000;

  private final ElementRegistry registry;
  private final TemplateTable templates;
  private final @Nullable Dialect dialect;
  private final ListLimit limit;
  private int depth;

  ListReader(
      ElementRegistry registry,
      TemplateTable templates,
      @Nullable Dialect dialect,
      ListLimit limit) {
    this.registry = registry;
    this.templates = templates;
    this.dialect = dialect;
    this.limit = limit;
  }

  Object read(AbstractDataType type, byte[] bytes, int at, int length) {
    if (!limit.allows(depth + 1)) {
      return FieldValues.hex(bytes, at, length);
    }
    depth++;
    List<Object> items = new ArrayList<>();
    WireCursor cursor = WireCursor.over(bytes, at, length);
    Header header = new Header();
    boolean complete = true;
    try {
      if (length > 0) {
        list(type, cursor, items, header);
      }
    } catch (MalformedMessage e) {
      limit.countMalformed();
      complete = false;
    } finally {
      depth--;
    }
    return new ListValue(header.semantic, header.of.toString(), items, complete);
  }

  /** What stands in front of the items. */
  private static final class Header {
    private int semantic = 255;
    private final StringBuilder of = new StringBuilder();
  }

  private void list(AbstractDataType type, WireCursor cursor, List<Object> items, Header header)
      throws MalformedMessage {
    header.semantic = cursor.u8();
    if (type == AbstractDataType.BASIC_LIST) {
      basicList(cursor, items, header);
    } else if (type == AbstractDataType.SUB_TEMPLATE_LIST) {
      int id = cursor.u16();
      header.of.append("template ").append(id);
      records(id, cursor, items);
    } else {
      header.of.append("template");
      while (cursor.remaining() > 0) {
        int id = cursor.u16();
        int octets = cursor.u16();
        if (octets < 4) {
          throw new MalformedMessage(cursor.offset(), "sub-template length " + octets);
        }
        header.of.append(' ').append(id);
        records(id, cursor.take(octets - 4), items);
      }
    }
  }

  private void basicList(WireCursor cursor, List<Object> items, Header header)
      throws MalformedMessage {
    int id = cursor.u16();
    int length = cursor.u16();
    long enterprise = (id & ENTERPRISE_BIT) != 0 ? cursor.u32() : 0;
    InformationElement known = registry.find(enterprise, id & ~ENTERPRISE_BIT);
    InformationElement element =
        known != null ? known : InformationElement.unknown(enterprise, id & ~ENTERPRISE_BIT);
    header.of.append(element.name());
    if (length == 0 && cursor.remaining() > 0) {
      throw new MalformedMessage(cursor.offset(), "list of elements of no length");
    }
    while (cursor.remaining() > 0) {
      int size = length == VariableLength.MARK ? VariableLength.read(cursor) : length;
      WireCursor item = cursor.take(size);
      items.add(value(element, item.array(), item.position(), size));
    }
  }

  private void records(int templateId, WireCursor cursor, List<Object> items)
      throws MalformedMessage {
    RecordPlan plan = templates.find(templateId, 0);
    if (plan == null) {
      throw new MalformedMessage(cursor.offset(), "list of unknown template " + templateId);
    }
    int[] starts = new int[plan.fieldCount()];
    int[] sizes = new int[plan.fieldCount()];
    while (cursor.remaining() >= plan.minLength()) {
      int end = plan.locate(cursor.array(), cursor.position(), cursor.limit(), starts, sizes);
      if (end < 0) {
        throw new MalformedMessage(cursor.offset(), "record runs out of its list");
      }
      Map<String, Object> fields = new LinkedHashMap<>();
      for (int i = 0; i < starts.length; i++) {
        InformationElement element = plan.element(i);
        Object value = value(element, cursor.array(), starts[i], sizes[i]);
        RecordView.putField(fields, element.name(), value);
      }
      items.add(fields);
      cursor.skip(end - cursor.position());
    }
  }

  private Object value(InformationElement element, byte[] bytes, int at, int length) {
    return element.type().isList()
        ? read(element.type(), bytes, at, length)
        : FieldValues.value(element.type(), bytes, at, length, dialect);
  }
}
