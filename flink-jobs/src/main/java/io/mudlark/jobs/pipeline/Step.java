package io.mudlark.jobs.pipeline;

import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The identity of every operator: the uid under which its state is found again, and the name that
 * people read.
 *
 * <p>Changing what an operator keeps in state changes the number in its uid; changing its name
 * changes nothing.
 */
enum Step {
  OBSERVE("observe-v1", "Observations from sources"),
  LISTEN_UDP("listen-udp-v1", "Exports by UDP"),
  LISTEN_TCP("listen-tcp-v1", "Exports by TCP and TLS"),
  READ_KAFKA("read-kafka-v1", "Exports from Kafka"),
  READ_FILES("read-recorded-exports-v1", "Recorded exports"),
  SUBSCRIBE("subscribe-mqtt-v1", "Messages of an MQTT broker"),
  DECODE("decode-exports-v1", "Decode exports"),
  WHOLE("whole-flows-v1", "All but uniflows"),
  UNIFLOWS("uniflows-v1", "Uniflows"),
  PAIR("pair-uniflows-v1", "Join the two directions of a conversation"),
  RESOLVE("resolve-devices-v1", "Find the devices of each flow"),
  RESOLVE_JOINED("resolve-devices-of-joined-v1", "Find the devices of each joined flow"),
  PROFILE_TICK("mud-profile-tick-v1", "Look for changes of MUD profiles"),
  PROFILES("mud-profiles-v1", "Changes of MUD profiles"),
  PROFILE_ROUTES("mud-profile-routes-v1", "Send MUD profiles where they are used"),
  PROFILE_PROBLEMS("mud-profile-problems-v1", "MUD profiles that cannot be used"),
  ENFORCE("mud-enforce-v3", "Hold flows against MUD profiles"),
  NAME_PROBLEMS("name-problems-v1", "Names forgotten for want of room"),
  CHARACTERIZE("characterize-v3", "Cluster the rejected flows of each window"),
  EVOLVE("evolve-v3", "Follow clusters from window to window"),
  REJECTED("rejected-flows-v1", "Rejected flows"),
  ANOMALIES("anomalous-windows-v1", "Windows of episodes"),
  MISSES("profile-misses-v1", "Count by what entries of profiles were missed"),
  JOIN_MISSES("join-profile-misses-v1", "What was missed in windows of episodes"),
  SIGNS("signs-of-windows-v1", "Signs in windows"),
  PROCESS_SIGNS("signs-of-processes-v1", "Signs in processes"),
  PROFILE_SIGNS("signs-of-profiles-v1", "Signs in profiles"),
  PROFILE_SIGN_TIMES("times-of-signs-of-profiles-v1", "When profiles changed"),
  SCAN_LOGIN_UPLOAD_PARTS("parts-of-scan-login-upload-v1", "Scans, logins and uploads"),
  SCAN_LOGIN_UPLOAD("scan-login-upload-v1", "Scan, then login, then data out"),
  FLOOD_PARTS("parts-of-flood-v1", "Windows with a flood"),
  FLOOD("flood-v1", "Flood in several windows"),
  BEACONING_PARTS("parts-of-beaconing-v1", "Windows with a beacon"),
  BEACONING("beaconing-v1", "Beacon in several windows"),
  PROFILE_CHANGE_PARTS("parts-of-profile-change-v1", "Profile changes and episodes that begin"),
  PROFILE_CHANGE("rejected-after-profile-change-v1", "Rejected traffic after a profile change"),
  TRENDS("device-trends-v2", "Patterns over the signs of a device"),
  EPISODES("device-episodes-v1", "Episodes that begin and end"),
  SIGHTINGS("sightings-v2", "Windows of a known kind, and with whom they are compared"),
  PAIRABLE("sightings-anomalous-v1", "Anomalous windows of a known kind"),
  PAIRS("same-episode-pairs-v4", "The same kind on another device"),
  CAMPAIGNS("same-episode-alerts-v3", "Devices with the same kind of episode"),
  PUBLISHED("mqtt-published-v1", "MQTT messages that were published"),
  PROCESS_CASES("process-cases-v1", "Messages that name their case"),
  PROCESS_TICK("process-model-tick-v1", "Look for changes of process models"),
  PROCESS_MODELS("process-models-v1", "Changes of process models"),
  PROCESS_MODELS_WATCHED("process-models-watched-v1", "Look for other process models"),
  PROCESS_UNNAMED("process-unnamed-v1", "Messages that name no case"),
  PROCESS_INFER("process-infer-v1", "Find the cases of messages that name none"),
  CONFORM("process-conformance-v2", "Hold cases against their process"),
  PROCESS_RATES("process-rates-v2", "Count messages of clients and topics"),
  ACCOUNT_WINDOWS("account-windows-v1", "Ledger lines of windows"),
  ACCOUNT_EXCHANGES("account-exchanges-v1", "Ledger lines of exchanges inside flows"),
  ACCOUNT_UNJUDGED("account-unjudged-v1", "Ledger lines of views too late to be judged"),
  ACCOUNT_OVERFLOW("account-overflow-v1", "Ledger lines of views too many at once"),
  ACCOUNT_LATE("account-late-v1", "Ledger lines of views after their window"),
  ACCOUNT_LATE_SIGNS("account-late-signs-v1", "Ledger lines of signs after their time"),
  LEDGER("ledger-v1", "Add up the ledger"),
  ALERT_PROFILES("profiles-of-alerts-v2", "Name the profiles of the devices of alerts"),
  SUPPRESS("suppress-alerts-v1", "Tell people no more than they asked for"),
  WRITE_REJECTED("write-rejected-v1", "Write rejected flows"),
  WRITE_CHARACTERIZATIONS("write-characterizations-v1", "Write characterizations"),
  WRITE_EVOLUTIONS("write-evolutions-v1", "Write evolutions"),
  WRITE_ALERTS("write-alerts-v1", "Write alerts"),
  WRITE_DEVIATIONS("write-deviations-v1", "Write deviations of processes"),
  WRITE_LEDGER("write-ledger-v1", "Write ledger");

  private final String uid;
  private final String title;

  Step(String uid, String title) {
    this.uid = uid;
    this.title = title;
  }

  String uid() {
    return uid;
  }

  String title() {
    return title;
  }

  <T> SingleOutputStreamOperator<T> on(SingleOutputStreamOperator<T> operator) {
    return operator.uid(uid).name(title);
  }

  <T> DataStreamSink<T> on(DataStreamSink<T> sink) {
    return sink.uid(uid).name(title);
  }
}
