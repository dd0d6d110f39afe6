# SPDX-FileCopyrightText: 2026 The Hallway developers
# SPDX-License-Identifier: GPL-3.0-or-later
"""keys.py: Ed25519 keys for peers that are written by a test, and what they sign.

Ed25519 is that of RFC 8032, section 6, which is slow and needs nothing installed. From a key come
ids, signed datagrams, signed events and the certificate that TLS wants. It shares no line with the
program under test, so that both can't be wrong in the same way.
"""

import base64
import hashlib
import json
import os

P = 2 ** 255 - 19
ORDER = 2 ** 252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)
ED25519 = bytes.fromhex('06032b6570')  # the object identifier in DER


def add(one, two):
    """The sum of two points in extended coordinates."""
    a = (one[1] - one[0]) * (two[1] - two[0]) % P
    b = (one[1] + one[0]) * (two[1] + two[0]) % P
    c = 2 * one[3] * two[3] * D % P
    d = 2 * one[2] * two[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def multiply(scalar, point):
    """A point added to itself that many times."""
    result = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point = add(point, point)
        scalar >>= 1
    return result


def make_base():
    """The point from which all are made."""
    y = 4 * pow(5, P - 2, P) % P
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if x & 1:
        x = P - x
    return x, y, 1, x * y % P


BASE = make_base()


def compress(point):
    """The 32 bytes of a point."""
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, 'little')


def text_of(data):
    """base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b'=').decode('ascii')


def bytes_of(text):
    """The bytes of base64url without padding."""
    return base64.urlsafe_b64decode(text + '=' * (-len(text) % 4))


def write_json(value):
    """JSON as short as it gets."""
    return json.dumps(value, ensure_ascii=False, separators=(',', ':'))


def der(tag, *parts):
    """One element of DER."""
    content = b''.join(parts)
    if len(content) < 128:
        return bytes([tag, len(content)]) + content
    length = len(content).to_bytes((len(content).bit_length() + 7) // 8, 'big')
    return bytes([tag, 0x80 | len(length)]) + length + content


def pem(label, data):
    """DER as text."""
    return f'-----BEGIN {label}-----\n{base64.encodebytes(data).decode()}-----END {label}-----\n'


def id_in_certificate(certificate):
    """The id of the key in a certificate in DER, or None if it is of another kind."""
    mark = ED25519 + b'\x03\x21\x00'
    at = certificate.find(mark)
    return text_of(certificate[at + len(mark):at + len(mark) + 32]) if at >= 0 else None


def event_id(text):
    """The id of an event."""
    return text_of(hashlib.sha256(text.encode()).digest()[:16])


def direct_room(one, two):
    """The id of the private conversation of two ids."""
    first, second = sorted((one, two))
    name = f'hallway/v1/direct\n{first}{second}'
    return text_of(hashlib.sha256(name.encode()).digest()[:16])


class Key:
    """A key pair; random, of a seed, or that of a program's profile."""

    def __init__(self, seed=None):
        self.seed = seed or os.urandom(32)
        digest = hashlib.sha512(self.seed).digest()
        self.scalar = int.from_bytes(digest[:32], 'little') & ~7 & (1 << 254) - 1 | 1 << 254
        self.prefix = digest[32:]
        self.public = compress(multiply(self.scalar, BASE))
        self.id = text_of(self.public)

    @classmethod
    def of_profile(cls, profile):
        """The key of a Hallway profile, as somebody has who stole it."""
        with open(f'{profile}/identity.pem', encoding='ascii') as file:
            body = file.read().split('-----BEGIN PRIVATE KEY-----')[1].split('-----')[0]
        content = base64.b64decode(body)
        at = content.find(b'\x04\x22\x04\x20') + 4
        return cls(content[at:at + 32])

    def sign(self, data):
        """The 64 bytes of a signature."""
        nonce = int.from_bytes(hashlib.sha512(self.prefix + data).digest(), 'little') % ORDER
        point = compress(multiply(nonce, BASE))
        digest = hashlib.sha512(point + self.public + data).digest()
        proof = (nonce + int.from_bytes(digest, 'little') * self.scalar) % ORDER
        return point + proof.to_bytes(32, 'little')

    def datagram(self, kind, **fields):
        """A datagram of HALL1; boot and seq have to be among the fields."""
        text = write_json({'id': self.id, **fields})
        return self.datagram_of_text(kind, text)

    def datagram_of_text(self, kind, text):
        """The same for JSON that is written already."""
        signature = text_of(self.sign(f'hallway/v1/datagram\n{kind}\n{text}'.encode()))
        return f'HALL1 {kind} {signature} {text}'.encode()

    def question(self, boot, seq, **fields):
        """A HELLO that asks for an answer, padded as it has to be."""
        fields = {'boot': boot, 'seq': seq, 'name': 'Mallory', 'tcp': 12345, 'ttl': 60,
                  'v': [1, 1], 'q': True, **fields}
        space = 1024 - len(self.datagram('HELLO', **fields, pad=''))
        return self.datagram('HELLO', **fields, pad='x' * space)

    def event(self, room, kind, clock, body, **fields):
        """An event as a frame carries it: {'e': …, 's': …}."""
        text = write_json({'v': 1, 'r': room, 'a': self.id, 'lc': clock, 'ts': clock, **fields,
                           'k': kind, 'b': body})
        return {'e': text, 's': text_of(self.sign(f'hallway/v1/event\n{text}'.encode()))}

    def write_pem(self, path):
        """A file with the private key and a certificate of its own making, for Python's ssl."""
        algorithm = der(0x30, ED25519)
        name = der(0x30, der(0x31, der(0x30, b'\x06\x03\x55\x04\x03', der(0x0c, b'Hallway'))))
        dates = der(0x30, der(0x17, b'200101000000Z'), der(0x18, b'99991231235959Z'))
        public = der(0x30, algorithm, der(0x03, b'\x00', self.public))
        inner = der(0x30, b'\xa0\x03\x02\x01\x02', der(0x02, b'\x40' + os.urandom(15)), algorithm,
                    name, dates, name, public)
        certificate = der(0x30, inner, algorithm, der(0x03, b'\x00', self.sign(inner)))
        private = der(0x30, b'\x02\x01\x00', algorithm, der(0x04, der(0x04, self.seed)))
        with open(path, 'w', encoding='ascii') as file:
            file.write(pem('PRIVATE KEY', private) + pem('CERTIFICATE', certificate))
