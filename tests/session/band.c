/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* band.c: gathering sessions in a room, and comparing what they have.
 */

#define G_LOG_DOMAIN "band"

#include "config.h"

#include "hall-conversation-private.h"

#include "band.h"

static const char *const names[BAND_MAX] = {
  "Anna", "Ben", "Carl", "Dora", "Emil", "Fina", "Gert", "Hanna",
};

void
band_add (Band *band)
{
  TestPeer *peer = session_fixture_start (band->fixture, names[band->n_peers]);

  band->peers[band->n_peers++] = peer;
  if (band->n_peers == 1)
    band->id = g_strdup (hall_room_get_id (test_peer_create_room (peer, "Lunch")));
  else
    test_peer_join (peer, band->id);
}

void
band_gather (Band  *band,
             guint  n_peers)
{
  band->fixture = session_fixture_new ();
  while (band->n_peers < n_peers)
    band_add (band);
  for (guint i = 0; i < n_peers; i++)
    {
      TEST_WAIT_UNTIL (test_peer_count_members (band->peers[i], band->id) == n_peers);
      TEST_WAIT_UNTIL (test_peer_count_unsent (band->peers[i], band->id) == 0);
      /* created, and joined by each: all know who belongs to the room */
      TEST_WAIT_UNTIL (band->peers[i]->messages->len == n_peers + 1);
    }
}

void
band_free (Band *band)
{
  session_fixture_free (band->fixture);
  g_free (band->id);
}

gboolean
band_is_hosting (TestPeer   *peer,
                 const char *id)
{
  return peer->session != NULL
         && test_peer_get_membership (peer, id) == HALL_MEMBERSHIP_HOSTING;
}

TestPeer *
band_find_host (Band *band)
{
  TestPeer *host = NULL;

  for (guint i = 0; i < band->n_peers; i++)
    {
      TestPeer *peer = band->peers[i];

      if (peer->session == NULL)
        continue;
      if (band_is_hosting (peer, band->id))
        {
          if (host != NULL)
            return NULL;
          host = peer;
        }
      else if (test_peer_get_membership (peer, band->id) != HALL_MEMBERSHIP_LIVE)
        return NULL;
    }
  return host;
}

static guint
count_running (Band *band)
{
  guint n = 0;

  for (guint i = 0; i < band->n_peers; i++)
    if (band->peers[i]->session != NULL)
      n++;
  return n;
}

TestPeer *
band_wait_for_host (Band *band)
{
  TestPeer *host;

  TEST_WAIT_UNTIL ((host = band_find_host (band)) != NULL
                   && test_peer_count_members (host, band->id) == count_running (band));
  return host;
}

void
band_speak (Band       *band,
            const char *word)
{
  for (guint i = 0; i < band->n_peers; i++)
    {
      g_autofree char *text = g_strdup_printf ("%s %s", word, band->peers[i]->name);

      if (band->peers[i]->session != NULL)
        test_peer_send (band->peers[i], band->id, text);
    }
}

static gboolean
have_same (Band *band)
{
  g_autoptr (GPtrArray) first = NULL;

  for (guint i = 0; i < band->n_peers; i++)
    {
      g_autoptr (GPtrArray) ids = NULL;

      if (band->peers[i]->session == NULL)
        continue;
      ids = test_peer_load_ids (band->peers[i], band->id);
      if (first == NULL)
        {
          first = g_steal_pointer (&ids);
          continue;
        }
      if (ids->len != first->len)
        return FALSE;
      for (guint j = 0; j < ids->len; j++)
        if (!g_str_equal (g_ptr_array_index (ids, j), g_ptr_array_index (first, j)))
          return FALSE;
    }
  return TRUE;
}

void
band_check_same (Band *band)
{
  for (guint i = 0; i < band->n_peers; i++)
    if (band->peers[i]->session != NULL)
      TEST_WAIT_UNTIL (test_peer_count_unsent (band->peers[i], band->id) == 0);
  TEST_WAIT_UNTIL (have_same (band));
}

void
band_check_heard (Band       *band,
                  TestPeer   *author,
                  const char *word)
{
  g_autofree char *text = g_strdup_printf ("%s %s", word, author->name);

  for (guint i = 0; i < band->n_peers; i++)
    {
      g_autoptr (GPtrArray) history = NULL;

      if (band->peers[i]->session == NULL)
        continue;
      history = test_peer_load_history (band->peers[i], band->id, 1000);
      g_assert_cmpuint (test_count_text (history, text), ==, 1);
    }
}

guint
band_count_lines (TestPeer        *peer,
                  const char      *id,
                  HallMessageKind  kind)
{
  GListModel *timeline = G_LIST_MODEL (hall_room_get_timeline (test_peer_find_room (peer, id)));
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (timeline); i++)
    {
      g_autoptr (HallMessage) message = g_list_model_get_item (timeline, i);

      if (hall_message_get_kind (message) == kind)
        n++;
    }
  return n;
}

HallConversation *
band_get_conversation (TestPeer   *peer,
                       const char *id)
{
  return hall_session_get_conversation (peer->session, test_peer_find_room (peer, id));
}

guint64
band_get_epoch (TestPeer   *peer,
                const char *id)
{
  return hall_conversation_get_stored (band_get_conversation (peer, id))->epoch;
}

HallPacket *
band_make_join (const char *id)
{
  HallPacket *join = hall_packet_new (HALL_PACKET_JOIN);

  join->room = g_strdup (id);
  join->name = g_strdup ("Mallory");
  return join;
}

void
band_join_raw (RawPeer    *raw,
               TestPeer   *host,
               const char *id,
               guint       fit,
               guint16     port)
{
  HallPacket *join = band_make_join (id);
  HallCensus *census = band_get_conversation (host, id)->census;
  gint64 now = g_get_real_time () / 1000;
  g_autoptr (HallEvent) joined = NULL;
  g_autoptr (GError) error = NULL;

  raw_peer_dial (raw, host, HALL_PURPOSE_ROOM);
  join->fit = fit;
  join->tcp_port = port;
  raw_peer_send (raw, join);
  TEST_WAIT_UNTIL (raw_peer_find (raw, HALL_PACKET_WELCOME) != NULL);
  joined = hall_event_new_state (raw_peer_get_key (raw), id, now, now, NULL, HALL_STATE_JOINED,
                                 "Mallory", &error);
  g_assert_no_error (error);
  raw_peer_send (raw, hall_packet_new_event (joined));
  TEST_WAIT_UNTIL (hall_census_contains (census, raw_peer_get_id (raw)));
}

guint
band_get_roster_port (TestPeer   *host,
                      const char *room_id,
                      const char *id)
{
  HallConversation *conversation = band_get_conversation (host, room_id);
  g_autoptr (GPtrArray) entries = hall_host_list_entries (conversation->host);

  for (guint i = 0; i < entries->len; i++)
    {
      HallRosterEntry *entry = g_ptr_array_index (entries, i);

      if (g_str_equal (entry->id, id))
        return entry->tcp_port;
    }
  g_assert_not_reached ();
}
