package io.mudlark.ipfix.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class ElementRegistryTest {
  private static final String HEADER = "enterprise,id,name,type,semantics,units,reversible\n";
  private final ElementRegistry registry = ElementRegistry.standard();

  @Test
  void knows_ianas_elements_and_those_of_vendors() {
    assertThat(registry.named("octetDeltaCount"))
        .isEqualTo(
            new InformationElement(
                0,
                1,
                "octetDeltaCount",
                AbstractDataType.UNSIGNED64,
                "deltaCounter",
                "octets",
                true));
    assertThat(registry.named("mqttTopic").enterprise()).isEqualTo(9999);
    assertThat(registry.find(6871, 33).name()).isEqualTo("silkAppLabel");
    assertThat(registry.find(35632, 118).name()).isEqualTo("L7_PROTO");
    assertThat(registry.find(ElementRegistry.NETFLOW9, 57590).name()).isEqualTo("L7_PROTO");
    assertThat(registry.find(6876, 890).name()).isEqualTo("ingressInterfaceAttr");
  }

  @Test
  void derives_reverse_elements_only_where_rfc_5103_has_them() {
    assertThat(registry.find(29305, 1).name()).isEqualTo("reverseOctetDeltaCount");
    assertThat(registry.find(6871, 40 | 0x4000).name()).isEqualTo("reverseFlowAttributes");
    assertThat(registry.find(29305, 239)).isNull();
    assertThat(registry.find(29305, 210)).isNull();
    assertThat(registry.find(29305, 148)).isNull();
  }

  @Test
  void a_vendors_element_does_not_take_ianas_name() {
    assertThat(registry.named("reverseOctetDeltaCount").enterprise()).isEqualTo(29305);
  }

  @Test
  void every_name_and_number_of_a_table_is_there_once() {
    assertThat(registry.size()).isGreaterThan(2300);
    assertThat(registry.elements()).allMatch(e -> e.id() >= 0 && e.id() <= 65535);
  }

  @Test
  void refuses_a_table_naming_file_line_and_fault() {
    assertThatThrownBy(
            () -> ElementCsv.read(new StringReader(HEADER + "0,1,x,unsigned9,,,no"), "t"))
        .hasMessage("t, line 2: 'unsigned9' is no abstract data type");
    assertThatThrownBy(() -> ElementCsv.read(new StringReader("a,b\n"), "t"))
        .hasMessageStartingWith("t, line 1: the header is not");
    assertThatThrownBy(
            () -> ElementCsv.read(new StringReader(HEADER + "0,70000,x,string,,,no"), "t"))
        .hasMessage("t, line 2: 70000 is above 65535");
    assertThatThrownBy(() -> ElementCsv.read(new StringReader(HEADER + "0,7,x"), "t"))
        .hasMessage("t, line 2: 3 cells instead of 7");
  }

  @Test
  void a_users_element_replaces_one_of_the_same_number() {
    InformationElement mine =
        new InformationElement(0, 1, "bytes", AbstractDataType.UNSIGNED64, "", "", false);
    ElementRegistry extended = registry.with(List.of(mine));
    assertThat(extended.find(0, 1)).isEqualTo(mine);
    assertThat(registry.find(0, 1).name()).isEqualTo("octetDeltaCount");
  }
}
