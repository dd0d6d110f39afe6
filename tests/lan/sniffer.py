# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""sniffer.py: being on a machine of the LAN without a program: its sockets, and its whole traffic.

inside (host) moves the calling thread there for as long as a block lasts; a socket stays where it
was opened. Sniffer keeps every Ethernet frame that passes, however it came there.
"""

import contextlib
import ctypes
import os
import socket
import struct
import threading
from collections import namedtuple

CLONE_NEWNET = 0x40000000
EVERYTHING = 0x0003
PACKET_OUTGOING = 4
UDP, TCP = 17, 6
LIBC = ctypes.CDLL(None, use_errno=True)

# What an IPv4 packet says, with addresses as text and the TCP flags (0 for UDP).
Packet = namedtuple('Packet', 'protocol source source_port target target_port flags payload')


def enter(namespace):
    """Moves this thread."""
    if LIBC.setns(namespace.fileno(), CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


@contextlib.contextmanager
def inside(host):
    """What is opened in this block is opened on that machine."""
    with open('/proc/thread-self/ns/net', 'rb') as own, \
            open(f'/proc/{host.holder.pid}/ns/net', 'rb') as there:
        enter(there)
        try:
            yield
        finally:
            enter(own)


def read_packet(frame):
    """The UDP or TCP packet in an Ethernet frame, or None."""
    if len(frame) < 42 or frame[12:14] != b'\x08\x00' or frame[23] not in (UDP, TCP):
        return None
    header = (frame[14] & 15) * 4
    length = struct.unpack('!H', frame[16:18])[0]
    packet = frame[14:14 + length] if length else frame[14:]
    inner = packet[header:]
    source_port, target_port = struct.unpack('!HH', inner[:4])
    is_tcp = packet[9] == TCP
    begin = (inner[12] >> 4) * 4 if is_tcp else 8
    return Packet(packet[9], socket.inet_ntoa(packet[12:16]), source_port,
                  socket.inet_ntoa(packet[16:20]), target_port, inner[13] if is_tcp else 0,
                  inner[begin:])


def checksum(data):
    """The checksum of the Internet."""
    data += b'\0' * (len(data) % 2)
    total = sum(struct.unpack(f'!{len(data) // 2}H', data))
    while total >> 16:
        total = (total & 0xffff) + (total >> 16)
    return ~total & 0xffff


def spoof(host, source, target, payload, port=12345):
    """Sends a UDP datagram from @host that claims to come from the address @source."""
    udp = struct.pack('!HHHH', port, 12345, 8 + len(payload), 0) + payload
    header = struct.pack('!BBHHHBBH4s4s', 0x45, 0, 20 + len(udp), 0, 0, 64, UDP, 0,
                         socket.inet_aton(source), socket.inet_aton(target))
    header = header[:10] + struct.pack('!H', checksum(header)) + header[12:]
    with inside(host), socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW) as sender:
        sender.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
        sender.sendto(header + udp, (target, 0))


class Sniffer:
    """Keeps what passes: on one machine, or without one on every cable of the switch."""

    def __init__(self, host=None):
        self.frames = []
        self.ended = False
        with inside(host) if host else contextlib.nullcontext():
            self.socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(EVERYTHING))
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16 << 20)
        self.socket.settimeout(0.1)
        self.thread = threading.Thread(target=self._collect, daemon=True)
        self.thread.start()

    def _collect(self):
        while not self.ended:
            try:
                frame, address = self.socket.recvfrom(1 << 17)
            except TimeoutError:
                continue
            except OSError:
                return
            self.frames.append((address[2] == PACKET_OUTGOING, frame))

    def packets(self, outgoing=None, **fields):
        """The packets so far with these fields; @outgoing: only what left the machine."""
        found = []
        for left, frame in list(self.frames):
            packet = read_packet(frame) if outgoing in (None, left) else None
            if packet and all(getattr(packet, name) == value for name, value in fields.items()):
                found.append(packet)
        return found

    def holding(self, content):
        """The frames that contain these bytes."""
        return [frame for _, frame in list(self.frames) if content in frame]

    def close(self):
        """Ends it; what was kept stays."""
        self.ended = True
        self.thread.join(10)
        self.socket.close()
