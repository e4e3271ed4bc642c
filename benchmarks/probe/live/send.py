"""Sends PUBLISH messages of QoS 0, 1 and 2 in turn to a broker at a rate, as one client.

Usage: send.py PORT RATE SECONDS; prints how many messages were sent, once the broker has confirmed the last
of them. It speaks just enough MQTT 3.1.1 to send at rates that the clients which come with a broker do not reach.
"""
import socket, struct, sys, threading, time

port, rate, seconds = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])


def packet(first, body):
    length, size = len(body), b""
    while True:
        length, rest = divmod(length, 128)
        size += bytes([rest | (128 if length else 0)])
        if not length:
            return bytes([first]) + size + body


client = socket.create_connection(("127.0.0.1", port))
client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
name = b"load"
client.sendall(packet(0x10, b"\x00\x04MQTT\x04\x02\x00\x3c" + struct.pack("!H", len(name)) + name))
client.recv(4)
lock = threading.Lock()
confirmed = 0


def answer():
    """Releases QoS 2 messages as the broker asks for it, and counts what it has confirmed."""
    global confirmed
    data = b""
    while True:
        try:
            more = client.recv(65536)
        except OSError:
            return
        if not more:
            return
        data += more
        out = b""
        while len(data) >= 4:
            kind, number = data[0] >> 4, data[2:4]
            if kind == 5:
                out += b"\x62\x02" + number
            confirmed += kind in (4, 7)
            data = data[4:]
        if out:
            with lock:
                client.sendall(out)


threading.Thread(target=answer, daemon=True).start()
topic = b"load/t"
head = struct.pack("!H", len(topic)) + topic
sent, begin, identifier, identified = 0, time.monotonic(), 0, 0
# identifiers are 16 bits: a broker that falls behind is waited for, and less is sent than was asked
WINDOW = 30_000
while time.monotonic() - begin < seconds:
    if identified - confirmed > WINDOW:
        time.sleep(0.0005)
        continue
    due = int((time.monotonic() - begin) * rate)
    batch = b""
    while sent < due:
        qos = sent % 3
        body = head
        if qos:
            identifier = identifier % 60000 + 1
            identified += 1
            body += struct.pack("!H", identifier)
        batch += packet(0x30 | qos << 1, body + b"21.5")
        sent += 1
        if len(batch) > 1300:
            break
    if batch:
        with lock:
            client.sendall(batch)
    else:
        time.sleep(0.0005)
# what the broker did not read before the end would never have been on the wire
patience = time.monotonic() + 60
while confirmed < identified and time.monotonic() < patience:
    time.sleep(0.05)
client.sendall(b"\xe0\x00")
time.sleep(0.2)
print(sent if time.monotonic() < patience else "%d (unconfirmed)" % sent)
