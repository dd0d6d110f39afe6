# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""peer.py: the other end of a link, written by a test: it says and answers what it is told to.

Dialler dials somebody, Trap is what others dial. Both speak TLS with a key of keys.py and frames
of one packet each; neither looks at what a proper program would look at.
"""

import json
import os
import socket
import ssl
import struct
import tempfile
import threading
import time

from keys import id_in_certificate
from sniffer import inside
from waiting import until

PATIENCE = 15


def frame(packet):
    """The bytes of a packet, or of a payload that is bytes already."""
    payload = packet if isinstance(packet, bytes) else json.dumps(packet).encode()
    return struct.pack('!IBB', len(payload) + 2, 1, 0) + payload


def make_context(key, is_server):
    """TLS 1.3 with that key, taking whatever the other side shows."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER if is_server else ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    if is_server:
        context.num_tickets = 0  # the protocol has none
    path = os.path.join(tempfile.mkdtemp(prefix='hallway-'), 'key.pem')
    try:
        key.write_pem(path)
        context.load_cert_chain(path)
    finally:
        os.remove(path)
        os.rmdir(os.path.dirname(path))
    return context


def greeting(purpose='room'):
    """A proper hello."""
    return {'t': 'hello', 'v': [1, 1], 'for': purpose, 'now': int(time.time() * 1000)}


class Link:
    """Frames over a connected TLS socket."""

    def __init__(self, connection):
        self.connection = connection
        self.connection.settimeout(PATIENCE)
        self.address = connection.getpeername()[0]
        certificate = connection.getpeercert(True)
        self.peer = id_in_certificate(certificate) if certificate else None
        self.kept = b''

    def say(self, *packets):
        """Sends packets, or payloads; that the other side has closed is for read () to find."""
        try:
            self.connection.sendall(b''.join(frame(packet) for packet in packets))
        except OSError:
            pass

    def read(self):
        """The next packet, or None when the link is closed."""
        while True:
            if len(self.kept) >= 4:
                length = 4 + struct.unpack('!I', self.kept[:4])[0]
                if len(self.kept) >= length:
                    packet = json.loads(self.kept[6:length])
                    self.kept = self.kept[length:]
                    return packet
            try:
                piece = self.connection.recv(65536)
            except TimeoutError:
                raise
            except OSError:
                piece = b''
            if not piece:
                return None
            self.kept += piece

    def read_until(self, kind):
        """The next packet of that type; others are passed over."""
        while True:
            packet = self.read()
            assert packet is not None, f'the link ended before {kind}'
            if packet['t'] == kind:
                return packet

    def read_all(self):
        """Every packet until the other side closes the link."""
        packets = []
        while True:
            packet = self.read()
            if packet is None:
                return packets
            packets.append(packet)

    def close(self):
        """Ends it."""
        self.connection.close()


class Dialler(Link):
    """A link from @host to an address, as the owner of @key."""

    def __init__(self, host, key, address, port=12345):
        with inside(host):
            plain = socket.create_connection((address, port), PATIENCE)
        super().__init__(make_context(key, False).wrap_socket(plain))

    def ask_to_join(self, room, **fields):
        """Greets and asks to be let in."""
        self.say(greeting(), {'t': 'join', 'room': room, 'fit': 0, 'name': 'Mallory', 'tcp': 0,
                              **fields})


def answers_to_join(host, key, address, room, **fields):
    """All that somebody with this key is told who asks to be let in, but hello and bye."""
    link = Dialler(host, key, address)
    link.ask_to_join(room, **fields)
    packets = link.read_all()
    link.close()
    assert packets and packets[0]['t'] == 'hello', packets
    return [packet for packet in packets[1:] if packet != {'t': 'bye'}]


class Trap:
    """A listener on @host: each connection that gets through TLS is given to @serve, in a thread.

    What went wrong on the way is kept: failed handshakes in refused, others in errors."""

    def __init__(self, host, key, serve, address='', port=0):
        self.context = make_context(key, True)
        self.serve = serve
        self.accepted = 0
        self.refused = []
        self.links = []
        self.errors = []
        with inside(host):
            self.listener = socket.create_server((address, port))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                plain, _ = self.listener.accept()
            except OSError:
                return
            self.accepted += 1
            threading.Thread(target=self._shake_hands, args=[plain], daemon=True).start()

    def _shake_hands(self, plain):
        try:
            plain.settimeout(PATIENCE)
            link = Link(self.context.wrap_socket(plain, server_side=True))
        except (OSError, ssl.SSLError) as error:
            self.refused.append(str(error))
            return
        self.links.append(link)
        try:
            self.serve(link)
        except (OSError, AssertionError, ValueError, KeyError) as error:
            self.errors.append(repr(error))
        finally:
            link.close()

    def wait_tried(self, more_than=0, seconds=20):
        """Waits until somebody has dialled more often than that."""
        until(lambda: self.accepted > more_than, seconds, 'somebody to dial')

    def close(self):
        """Takes no more connections."""
        # Closing alone would not wake the thread that waits for one.
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
