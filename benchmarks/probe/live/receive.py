"""Counts PUBLISH exchanges in IPFIX datagrams of the probe, and how long each took to come.

Receives on a free port, which it writes into the file named, until SIGTERM and until nothing more comes;
then prints the count, the records that were sent but did not arrive here (by the sequence numbers), and the
delay from a record's last packet to its arrival, in milliseconds: p50 / p99 / max.
"""
import os, signal, socket, struct, sys, time

NTP = 2208988800
own = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
# Linux: SO_RCVBUFFORCE, which goes beyond the usual limit for those who may
own.setsockopt(socket.SOL_SOCKET, 33 if os.getuid() == 0 else socket.SO_RCVBUF, 64 << 20)
own.bind(("127.0.0.1", 0))
own.settimeout(0.2)
templates, delays, count, stop, told, arrived = {}, [], 0, False, 0, 0


def end(*_):
    global stop
    stop = True


signal.signal(signal.SIGTERM, end)
with open(sys.argv[1] + ".new", "w") as out:
    out.write(str(own.getsockname()[1]))
os.rename(sys.argv[1] + ".new", sys.argv[1])


def template(body):
    at = 0
    while at + 4 <= len(body):
        number, fields = struct.unpack_from("!HH", body, at)
        at += 4
        layout = []
        for _ in range(fields):
            element, length = struct.unpack_from("!HH", body, at)
            at += 4
            enterprise = 0
            if element & 0x8000:
                enterprise = struct.unpack_from("!I", body, at)[0]
                at += 4
            layout.append((enterprise, element & 0x7FFF, length))
        templates[number] = layout


def records(layout, body, now):
    global count, arrived
    at = 0
    while at < len(body):
        arrived += 1
        end_time = kind = None
        for enterprise, element, length in layout:
            if length == 65535:
                length = body[at]
                at += 1
                if length == 255:
                    length = struct.unpack_from("!H", body, at)[0]
                    at += 2
            if (enterprise, element) == (0, 157):
                whole, fraction = struct.unpack_from("!II", body, at)
                end_time = whole - NTP + fraction / 2**32
            elif (enterprise, element) == (32473, 11):
                kind = body[at]
            at += length
        delays.append(now - end_time)
        count += kind == 3


def described(body):
    """Records of the options template that describes elements: they count in the sequence too."""
    global arrived
    at = 0
    while at + 5 <= len(body):
        start = at
        for length in options:
            if length == 65535:
                length = body[at]
                at += 1
                if length == 255:
                    length = struct.unpack_from("!H", body, at)[0]
                    at += 2
            at += length
        if at == start:
            return
        arrived += 1


options = []
while True:
    try:
        message = own.recv(65535)
    except socket.timeout:
        if stop:
            break
        continue
    now = time.time()
    told = max(told, struct.unpack_from("!I", message, 8)[0])
    at = 16
    while at + 4 <= len(message):
        number, length = struct.unpack_from("!HH", message, at)
        body = message[at + 4 : at + length]
        if number == 2:
            template(body)
        elif number == 3:
            at_field, options = 6, []
            while at_field + 4 <= len(body):
                element, size = struct.unpack_from("!HH", body, at_field)
                at_field += 8 if element & 0x8000 else 4
                options.append(size)
        elif number in templates:
            records(templates[number], body, now)
        elif options:
            described(body)
        at += length

delays.sort()
pick = lambda share: 1000 * delays[min(len(delays) - 1, int(share * len(delays)))] if delays else 0
# the number in a header counts what was sent before that message
print(count, max(0, told - arrived), "%.1f / %.1f / %.1f" % (pick(0.5), pick(0.99), pick(1.0)))
