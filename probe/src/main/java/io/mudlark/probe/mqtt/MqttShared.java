package io.mudlark.probe.mqtt;

import io.mudlark.probe.exchange.ExchangeTable;
import io.mudlark.probe.packet.Counts;
import io.mudlark.probe.tcp.OctetBudget;

/**
 * What all MQTT connections of an observation point share.
 *
 * @param config the settings
 * @param table where exchanges wait
 * @param budget room for control packets that span segments
 * @param clients who is connected to which broker
 * @param notes what was noted
 */
record MqttShared(
    MqttConfig config,
    ExchangeTable table,
    OctetBudget budget,
    MqttClients clients,
    Counts<MqttNote> notes) {}
