package io.mudlark.ipfix.template;

import io.mudlark.ipfix.registry.ElementRegistry;
import io.mudlark.ipfix.registry.InformationElement;
import io.mudlark.ipfix.wire.VariableLength;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A template compiled once, so that reading a record is arithmetic: where each field is, and which
 * element it is.
 *
 * <p>When all fields have fixed lengths their offsets are computed here. Otherwise {@link #locate}
 * walks the record and fills arrays of the caller.
 */
public final class RecordPlan {
  private final Template template;
  private final InformationElement[] elements;
  private final int[] offsets;
  private final int[] lengths;
  private final int minLength;
  private final boolean fixed;
  private final boolean open;
  private final @Nullable Dialect dialect;

  private RecordPlan(Template template, InformationElement[] elements, @Nullable Dialect dialect) {
    this.template = template;
    this.elements = elements;
    this.dialect = dialect;
    int count = elements.length;
    offsets = new int[count];
    lengths = new int[count];
    int offset = 0;
    for (int i = 0; i < count; i++) {
      offsets[i] = offset;
      lengths[i] = template.fields().get(i).length();
      offset += lengths[i];
    }
    fixed = template.isFixedLength();
    open = Arrays.stream(elements).anyMatch(e -> e.isUnknown() || e.type().isList());
    minLength = template.minRecordLength();
  }

  /** Looks the elements up; those that no table knows become unknown ones, kept as octets. */
  public static RecordPlan compile(Template template, ElementRegistry registry, Dialects dialects) {
    return new RecordPlan(template, elements(template, registry), dialects.match(template));
  }

  /** The same template with the elements that are known now. */
  RecordPlan compiledAnew(ElementRegistry registry) {
    return new RecordPlan(template, elements(template, registry), dialect);
  }

  private static InformationElement[] elements(Template template, ElementRegistry registry) {
    InformationElement[] elements = new InformationElement[template.fields().size()];
    for (int i = 0; i < elements.length; i++) {
      FieldSpecifier field = template.fields().get(i);
      InformationElement known = registry.find(field.enterprise(), field.id());
      elements[i] =
          known != null ? known : InformationElement.unknown(field.enterprise(), field.id());
    }
    return elements;
  }

  /**
   * Finds the fields of the record at {@code position}.
   *
   * @param starts receives where each field starts, as an index of {@code bytes}
   * @param sizes receives the octets of each field
   * @return the index behind the record, or -1 when the record does not end before {@code limit}
   */
  public int locate(byte[] bytes, int position, int limit, int[] starts, int[] sizes) {
    int at = position;
    for (int i = 0; i < lengths.length; i++) {
      int size = lengths[i];
      if (size == VariableLength.MARK) {
        if (at >= limit) {
          return -1;
        }
        size = bytes[at++] & 0xFF;
        if (size == 255) {
          if (limit - at < 2) {
            return -1;
          }
          size = (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
          at += 2;
        }
      }
      if (size > limit - at) {
        return -1;
      }
      starts[i] = at;
      sizes[i] = size;
      at += size;
    }
    return at;
  }

  public Template template() {
    return template;
  }

  public int fieldCount() {
    return elements.length;
  }

  public InformationElement element(int field) {
    return elements[field];
  }

  /** Whether all records have {@link #minLength} octets and {@link #offset} holds. */
  public boolean isFixed() {
    return fixed;
  }

  /** Whether elements learned later change how its records are read: unknown ones, and lists. */
  public boolean isOpen() {
    return open;
  }

  /** Least octets of a record; the exact length when it is fixed. */
  public int minLength() {
    return minLength;
  }

  /** Octets from the start of a record of fixed length to the field. */
  public int offset(int field) {
    return offsets[field];
  }

  /** Octets of the field in a record of fixed length. */
  public int length(int field) {
    return lengths[field];
  }

  /** The habits of the exporter that uses exactly this template, when it is a known one. */
  public @Nullable Dialect dialect() {
    return dialect;
  }
}
