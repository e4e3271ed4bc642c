package io.mudlark.stream;

import io.mudlark.site.DeviceId;
import java.util.List;

/**
 * What enforcement has judged of one device in one go, in the order of time.
 *
 * @param device whom all of it concerns
 * @param observations judged flows and end marks, at least one
 */
public record JudgedTurn(DeviceId device, List<JudgedObservation> observations) {}
