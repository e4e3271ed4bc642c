package io.mudlark.jobs.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class WindowDocumentsTest {
  @Test
  void a_characterization_is_written_as_in_the_golden_line() {
    assertThat(CharacterizationDocument.of(Samples.characterization()).json())
        .isEqualTo(Golden.line("characterization.json"));
  }

  @Test
  void an_evolution_is_written_as_in_the_golden_line() {
    assertThat(EvolutionDocument.of(Samples.evolution()).json())
        .isEqualTo(Golden.line("evolution.json"));
  }

  @Test
  void what_json_cannot_express_becomes_null_and_minus_zero_becomes_zero() throws Exception {
    JsonNode evolution =
        new ObjectMapper().readTree(EvolutionDocument.of(Samples.evolution()).json());
    JsonNode vectors = evolution.at("/feed/mutual/vectors");
    assertThat(vectors.at("/mean/1").isNull()).isTrue();
    assertThat(vectors.at("/deciles/1").isNull()).isTrue();
    assertThat(evolution.at("/clusters/0/centroid").toString())
        .isEqualTo("[0.1,0.0,1.0E-7,1.23456789E7]");
  }

  @Test
  void documents_of_the_same_window_have_ids_of_their_own() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    String one =
        mapper
            .readTree(CharacterizationDocument.of(Samples.characterization()).json())
            .get("id")
            .asText();
    String other =
        mapper.readTree(EvolutionDocument.of(Samples.evolution()).json()).get("id").asText();
    assertThat(one).matches("[0-9a-f]{32}").isNotEqualTo(other);
  }
}
