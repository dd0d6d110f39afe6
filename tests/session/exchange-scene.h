/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* exchange-scene.h: a session on loopback, and somebody made by hand who asks it whom it has heard.
 */

#pragma once

#include "hall-limits.h"

#include "raw-peer.h"

#define ROOM "AAECAwQFBgcICQoLDA0ODw"

typedef struct
{
  SessionFixture *fixture;
  TestPeer *anna;
  RawPeer *eve;
} Scene;

static inline void
scene_begin (Scene *scene)
{
  scene->fixture = session_fixture_new ();
  scene->anna = session_fixture_start (scene->fixture, "Anna");
  scene->eve = raw_peer_new (NULL);
}

static inline void
scene_end (Scene *scene)
{
  raw_peer_free (scene->eve);
  session_fixture_free (scene->fixture);
}

static inline HallKey *
new_key (void)
{
  g_autoptr (GError) error = NULL;
  HallKey *key = hall_key_new_generated (&error);

  g_assert_no_error (error);
  return key;
}

/* @port: TCP, where it can be dialled. */
static inline HallDatagram *
sign_at (HallDatagramType  type,
         HallKey          *key,
         guint64           seq,
         guint16           port)
{
  HallDatagram *datagram = hall_datagram_new (type);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  datagram->boot = 1;
  datagram->seq = seq;
  datagram->name = g_strdup ("Carl");
  datagram->room = g_strdup (type == HALL_DATAGRAM_ROOM ? ROOM : NULL);
  datagram->lock = g_strdup ("open");
  datagram->creator = g_strdup (hall_key_get_id (key));
  datagram->tcp_port = port;
  datagram->ttl_ms = HALL_TTL_MIN_MS;
  datagram->version_min = datagram->version_max = 1;
  bytes = hall_datagram_encode (datagram, key, &error);
  g_assert_no_error (error);
  return datagram;
}

static inline HallDatagram *
sign (HallDatagramType  type,
      HallKey          *key,
      guint64           seq)
{
  return sign_at (type, key, seq, 4711);
}

static inline HallPacket *
make_question (gboolean stay)
{
  HallPacket *packet = hall_packet_new (HALL_PACKET_DIRECTORY);

  packet->question = TRUE;
  packet->stay = stay;
  return packet;
}

/* @datagram: (nullable) */
static inline HallPacket *
make_add (HallDatagram *datagram,
          guint         age_ms,
          const char   *address)
{
  const char *const addresses[] = { address, NULL };
  HallPacket *packet = hall_packet_new (HALL_PACKET_DIRECTORY);

  packet->relayed = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_relayed_free);
  if (datagram != NULL)
    g_ptr_array_add (packet->relayed, hall_relayed_new (datagram, age_ms, addresses));
  return packet;
}

/* Among all that has come. (nullable) */
static inline const HallRelayed *
find_relayed (RawPeer    *eve,
              const char *id)
{
  for (guint i = eve->packets->len; i > 0; i--)
    {
      const HallPacket *packet = g_ptr_array_index (eve->packets, i - 1);

      for (guint j = 0; packet->relayed != NULL && j < packet->relayed->len; j++)
        {
          const HallRelayed *relayed = g_ptr_array_index (packet->relayed, j);

          if (g_str_equal (relayed->datagram->id, id))
            return relayed;
        }
    }
  return NULL;
}

static inline HallPerson *
find_person (Scene   *scene,
             HallKey *key)
{
  HallDirectory *directory = hall_session_get_context (scene->anna->session)->directory;

  return hall_directory_lookup_person (directory, hall_key_get_id (key));
}

static inline gboolean
is_online (Scene   *scene,
           HallKey *key)
{
  HallPerson *person = find_person (scene, key);

  return person != NULL && hall_person_get_online (person);
}

/* Asks with the tokens of @have, and waits for the answer. */
static inline void
ask (Scene    *scene,
     gboolean  stay,
     char    **have)
{
  HallPacket *question = make_question (stay);

  question->have = g_strdupv (have);
  raw_peer_dial (scene->eve, scene->anna, HALL_PURPOSE_DIRECTORY);
  raw_peer_send (scene->eve, question);
  TEST_WAIT_UNTIL (raw_peer_find (scene->eve, HALL_PACKET_DIRECTORY) != NULL
                   || scene->eve->closed);
}

/* Asks with a token for @datagram, and is told to add it. */
static inline void
offer (Scene        *scene,
       gboolean      stay,
       HallDatagram *datagram)
{
  g_autofree char *token = hall_datagram_make_token (datagram);
  char *have[] = { token, NULL };
  const HallPacket *answer;

  ask (scene, stay, have);
  answer = raw_peer_find (scene->eve, HALL_PACKET_DIRECTORY);
  g_assert_nonnull (answer);
  g_assert_nonnull (answer->wanted);
  g_assert_cmpstr (answer->wanted[0], ==, token);
  g_assert_null (answer->wanted[1]);
}

static inline guint64
count (Scene       *scene,
       HallCounter  counter)
{
  return test_peer_get_counter (scene->anna, counter);
}
