/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-host.c: a hosted room: joining, relaying, acknowledging, and members that misbehave.
 */

#include "config.h"

#include <string.h>

#include "net-test.h"

typedef struct
{
  HallIdentity *identity;
  HallCounters *counters;
  HallListener *listener;
  HallHost *host;
  HallEvent *genesis;
  GPtrArray *visitors;     /* (element-type HallLink) that have not joined yet */
  GPtrArray *events;       /* (element-type HallEvent) handed up */
  GPtrArray *packets;      /* (element-type HallPacket) handed up */
  guint added;
  guint removed;
  gboolean acknowledge;
  NetSnapshot before;
  guint descriptors;
} Fixture;

/* A member made of a HallLink. */
typedef struct
{
  HallIdentity *identity;
  HallCounters *counters;
  NetRecord *record;
} Member;

static void
on_visitor_packet (HallLink   *link,
                   HallPacket *packet,
                   Fixture    *fixture)
{
  g_signal_handlers_disconnect_by_data (link, fixture);
  g_assert_cmpint (packet->type, ==, HALL_PACKET_JOIN);
  hall_host_admit (fixture->host, link, packet);
  g_ptr_array_remove (fixture->visitors, link);
}

static void
on_link (HallListener *listener,
         HallLink     *link,
         Fixture      *fixture)
{
  g_ptr_array_add (fixture->visitors, g_object_ref (link));
  g_signal_connect (link, "packet", G_CALLBACK (on_visitor_packet), fixture);
}

static void
on_event (HallHost   *host,
          HallEvent  *event,
          const char *member_id,
          Fixture    *fixture)
{
  g_assert_cmpstr (member_id, ==, event->author);
  g_ptr_array_add (fixture->events, hall_event_ref (event));
  if (fixture->acknowledge)
    hall_host_acknowledge (host, member_id, event->id, HALL_ACK_STORED);
}

static void
on_packet (HallHost   *host,
           HallLink   *link,
           HallPacket *packet,
           Fixture    *fixture)
{
  g_ptr_array_add (fixture->packets, hall_packet_ref (packet));
}

static void
on_member_added (HallHost   *host,
                 const char *id,
                 const char *name,
                 Fixture    *fixture)
{
  g_assert_nonnull (hall_host_get_link (host, id));
  fixture->added++;
}

static void
on_member_removed (HallHost   *host,
                   const char *id,
                   Fixture    *fixture)
{
  g_assert_null (hall_host_get_link (host, id));
  fixture->removed++;
}

static gint64
now_ms (void)
{
  return g_get_real_time () / 1000;
}

static HallEvent *
new_genesis (HallIdentity *identity)
{
  g_autoptr (GError) error = NULL;
  HallEvent *event = hall_event_new_genesis (hall_identity_get_key (identity), now_ms (), now_ms (),
                                             "Kitchen", NULL, HALL_HISTORY_ALL, &error);

  g_assert_no_error (error);

  return event;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->identity = net_new_identity ();
  net_turn ();
  fixture->descriptors = net_count_descriptors ();
  fixture->counters = hall_counters_new ();
  fixture->genesis = new_genesis (fixture->identity);
  fixture->host = hall_host_new (fixture->identity, fixture->counters, fixture->genesis, "Ben");
  hall_host_set_epoch (fixture->host, 7);
  g_signal_connect (fixture->host, "event", G_CALLBACK (on_event), fixture);
  g_signal_connect (fixture->host, "packet", G_CALLBACK (on_packet), fixture);
  g_signal_connect (fixture->host, "member-added", G_CALLBACK (on_member_added), fixture);
  g_signal_connect (fixture->host, "member-removed", G_CALLBACK (on_member_removed), fixture);
  fixture->visitors = g_ptr_array_new_with_free_func (g_object_unref);
  fixture->events = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  fixture->packets = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_packet_unref);
  fixture->acknowledge = TRUE;
  fixture->listener = hall_listener_new (fixture->identity, fixture->counters);
  g_signal_connect (fixture->listener, "link", G_CALLBACK (on_link), fixture);
  hall_listener_open (fixture->listener, 0, TRUE, &error);
  g_assert_no_error (error);
  net_snapshot (fixture->counters, &fixture->before);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->listener);
  hall_host_close (fixture->host);
  g_clear_object (&fixture->host);
  g_ptr_array_unref (fixture->visitors);
  g_ptr_array_unref (fixture->events);
  g_ptr_array_unref (fixture->packets);
  hall_event_unref (fixture->genesis);
  net_wait_until (net_count_descriptors () == fixture->descriptors);
  hall_counters_unref (fixture->counters);
  g_object_unref (fixture->identity);
}

static HallPacket *
new_join (const char *room,
          const char *name)
{
  HallPacket *packet = hall_packet_new (HALL_PACKET_JOIN);

  packet->room = g_strdup (room);
  packet->name = g_strdup (name);

  return packet;
}

static Member *
member_join_as (Fixture      *fixture,
                HallIdentity *identity,
                const char   *name)
{
  Member *member = g_new0 (Member, 1);
  g_autoptr (HallPacket) join = new_join (fixture->genesis->id, name);

  member->identity = g_object_ref (identity);
  member->counters = hall_counters_new ();
  member->record = net_record_new (
    hall_link_new_outgoing ("127.0.0.1", hall_listener_get_port (fixture->listener),
                            hall_identity_get_id (fixture->identity), HALL_PURPOSE_ROOM,
                            member->identity, member->counters));
  net_wait_until (member->record->ready == 1);
  hall_link_send (member->record->link, join, HALL_LINK_CHAT);
  net_wait_until (net_record_count (member->record, HALL_PACKET_WELCOME) == 1);

  return member;
}

static Member *
member_join (Fixture    *fixture,
             const char *name)
{
  g_autoptr (HallIdentity) identity = net_new_identity ();

  return member_join_as (fixture, identity, name);
}

static void
member_free (Member *member)
{
  net_record_free (member->record);
  hall_counters_unref (member->counters);
  g_object_unref (member->identity);
  g_free (member);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Member, member_free)

static HallEvent *
new_text (HallIdentity *author,
          const char   *room,
          gint64        lc,
          const char   *text)
{
  g_autoptr (GError) error = NULL;
  HallEvent *event = hall_event_new_text (hall_identity_get_key (author), room, lc, now_ms (), NULL,
                                          NULL, text, &error);

  g_assert_no_error (error);

  return event;
}

static void
send_event (HallLink  *link,
            HallEvent *event)
{
  g_autoptr (HallPacket) packet = hall_packet_new_event (event);

  hall_link_send (link, packet, HALL_LINK_CHAT);
}

static void
test_welcome (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (Member) anna = member_join (fixture, "Anna");
  g_autoptr (Member) carl = NULL;
  HallPacket *welcome = net_record_find (anna->record, HALL_PACKET_WELCOME);
  HallPacket *roster;

  g_assert_cmpstr (welcome->room, ==, fixture->genesis->id);
  g_assert_cmpuint (welcome->epoch, ==, 7);
  g_assert_cmpuint (welcome->members, ==, 2);
  g_assert_cmpuint (welcome->entries->len, ==, 2);
  g_assert_cmpstr (welcome->genesis->id, ==, fixture->genesis->id);
  g_assert_true (hall_event_verify (welcome->genesis, NULL));

  /* Her own arrival goes to all, then Carl's. */
  net_wait_until (net_record_count (anna->record, HALL_PACKET_ROSTER) == 1);
  carl = member_join (fixture, "Carl");
  net_wait_until (net_record_count (anna->record, HALL_PACKET_ROSTER) == 2);
  roster = g_ptr_array_index (anna->record->packets, anna->record->packets->len - 1);
  g_assert_cmpuint (roster->entries->len, ==, 1);
  g_assert_cmpstr (((HallRosterEntry *) g_ptr_array_index (roster->entries, 0))->name, ==, "Carl");
  g_assert_cmpuint (hall_host_count_members (fixture->host), ==, 3);
  g_assert_cmpuint (fixture->added, ==, 2);

  hall_link_abort (carl->record->link);
  net_wait_until (fixture->removed == 1);
  net_wait_until (net_record_count (anna->record, HALL_PACKET_ROSTER) == 3);
  roster = g_ptr_array_index (anna->record->packets, anna->record->packets->len - 1);
  g_assert_cmpstr (roster->gone[0], ==, hall_identity_get_id (carl->identity));
  g_assert_cmpuint (hall_host_count_members (fixture->host), ==, 2);
}

static void
test_relay (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (Member) anna = member_join (fixture, "Anna");
  g_autoptr (Member) carl = member_join (fixture, "Carl");
  g_autoptr (HallEvent) event = new_text (anna->identity, fixture->genesis->id, now_ms (), "Hello");
  g_autoptr (HallEvent) own = new_text (fixture->identity, fixture->genesis->id, now_ms (), "Hi");
  HallPacket *packet;
  HallEvent *got;

  send_event (anna->record->link, event);
  net_wait_until (net_record_count (carl->record, HALL_PACKET_EV) == 1);
  packet = net_record_find (carl->record, HALL_PACKET_EV);
  got = g_ptr_array_index (packet->events, 0);
  g_assert_cmpstr (got->id, ==, event->id);
  g_assert_true (hall_event_verify (got, NULL));

  net_wait_until (net_record_count (anna->record, HALL_PACKET_ACK) == 1);
  packet = net_record_find (anna->record, HALL_PACKET_ACK);
  g_assert_cmpstr (packet->ids[0], ==, event->id);
  g_assert_null (packet->ids[1]);
  g_assert_cmpint (packet->level, ==, HALL_ACK_STORED);
  g_assert_cmpuint (net_record_count (anna->record, HALL_PACKET_EV), ==, 0);

  hall_host_relay (fixture->host, own, hall_identity_get_id (carl->identity));
  net_wait_until (net_record_count (anna->record, HALL_PACKET_EV) == 1);
  g_assert_cmpuint (net_record_count (carl->record, HALL_PACKET_EV), ==, 1);
  net_assert_only_moved (fixture->counters, &fixture->before, HALL_N_COUNTERS, 0);
}

/* Sent again, it is handed up and acknowledged again, and relayed once. */
static void
test_sent_again (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (Member) anna = member_join (fixture, "Anna");
  g_autoptr (Member) carl = member_join (fixture, "Carl");
  g_autoptr (HallEvent) event = new_text (anna->identity, fixture->genesis->id, now_ms (), "Hello");

  send_event (anna->record->link, event);
  net_wait_until (net_record_count (anna->record, HALL_PACKET_ACK) == 1);
  send_event (anna->record->link, event);
  net_wait_until (net_record_count (anna->record, HALL_PACKET_ACK) == 2);
  net_settle ();
  g_assert_cmpuint (fixture->events->len, ==, 2);
  g_assert_cmpuint (net_record_count (carl->record, HALL_PACKET_EV), ==, 1);
  net_assert_only_moved (fixture->counters, &fixture->before, HALL_COUNTER_EVENT_DUPLICATE, 1);
}

static void
test_acks_in_one_packet (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr (Member) anna = member_join (fixture, "Anna");
  HallPacket *ack;

  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *id = hall_token_new ();

      hall_host_acknowledge (fixture->host, hall_identity_get_id (anna->identity), id,
                             HALL_ACK_REPLICATED);
    }
  net_wait_until (net_record_count (anna->record, HALL_PACKET_ACK) >= 1);
  ack = net_record_find (anna->record, HALL_PACKET_ACK);
  g_assert_cmpuint (g_strv_length (ack->ids), ==, 10);
  g_assert_cmpint (ack->level, ==, HALL_ACK_REPLICATED);
}

/* A newer link of the same key takes the place of the older one; nobody comes or goes. */
static void
test_same_key_again (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (Member) anna = member_join (fixture, "Anna");
  g_autoptr (Member) again = member_join_as (fixture, anna->identity, "Anna");

  net_wait_until (anna->record->closed == 1);
  g_assert_cmpstr (hall_link_get_error_code (anna->record->link), ==, "gone");
  g_assert_cmpuint (fixture->added, ==, 1);
  g_assert_cmpuint (fixture->removed, ==, 0);
  g_assert_cmpuint (hall_host_count_members (fixture->host), ==, 2);
  g_assert_true (hall_link_get_ready (again->record->link));
}

static void
test_other_room_join (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (HallIdentity) identity = net_new_identity ();
  g_autoptr (NetPeer) peer = net_peer_greet (identity, hall_listener_get_port (fixture->listener));
  g_autoptr (HallPacket) join = new_join ("AAAAAAAAAAAAAAAAAAAAAA", "Anna");
  g_autoptr (HallPacket) error = NULL;

  net_peer_send (peer, join);
  error = net_peer_expect (peer, HALL_PACKET_ERROR);
  g_assert_cmpstr (error->code, ==, "not_host");
  g_assert_cmpuint (hall_host_count_members (fixture->host), ==, 1);
  net_assert_only_moved (fixture->counters, &fixture->before, HALL_COUNTER_JOIN_REFUSED, 1);
}

static void
test_handed_up (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (Member) anna = member_join (fixture, "Anna");
  g_autoptr (HallPacket) rack = hall_packet_new (HALL_PACKET_RACK);
  g_autoptr (HallPacket) other = hall_packet_new (HALL_PACKET_RACK);

  rack->room = g_strdup (fixture->genesis->id);
  rack->ids = g_new0 (char *, 1);
  hall_link_send (anna->record->link, rack, HALL_LINK_CHAT);
  net_wait_until (fixture->packets->len == 1);
  net_assert_only_moved (fixture->counters, &fixture->before, HALL_N_COUNTERS, 0);

  other->room = g_strdup ("AAAAAAAAAAAAAAAAAAAAAA");
  other->ids = g_new0 (char *, 1);
  hall_link_send (anna->record->link, other, HALL_LINK_CHAT);
  net_wait_until (anna->record->closed == 1);
  g_assert_cmpuint (fixture->packets->len, ==, 1);
  net_assert_only_moved (fixture->counters, &fixture->before, HALL_COUNTER_FRAME_OUT_OF_PLACE, 1);
}

/* An event that ends the link of who sends it, and reaches nobody. */
static void
send_and_be_refused (Fixture     *fixture,
                     Member      *member,
                     HallEvent   *event,
                     HallCounter  counter)
{
  g_autoptr (Member) bystander = member_join (fixture, "Carl");

  send_event (member->record->link, event);
  net_wait_until (member->record->closed == 1);
  g_assert_cmpstr (hall_link_get_error_code (member->record->link), ==, "auth");
  net_wait_until (fixture->removed == 1);
  net_assert_only_moved (fixture->counters, &fixture->before, counter, 1);
  g_assert_cmpuint (fixture->events->len, ==, 0);
  g_assert_cmpuint (net_record_count (bystander->record, HALL_PACKET_EV), ==, 0);
  g_assert_true (hall_link_get_ready (bystander->record->link));
}

static void
test_not_author (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (Member) anna = member_join (fixture, "Anna");
  g_autoptr (HallIdentity) somebody = net_new_identity ();
  g_autoptr (HallEvent) event = new_text (somebody, fixture->genesis->id, now_ms (), "Hello");

  send_and_be_refused (fixture, anna, event, HALL_COUNTER_EVENT_NOT_AUTHOR);
}

static void
test_other_room (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (Member) anna = member_join (fixture, "Anna");
  g_autoptr (HallEvent) event = new_text (anna->identity, "AAAAAAAAAAAAAAAAAAAAAA", now_ms (),
                                          "Hello");

  send_and_be_refused (fixture, anna, event, HALL_COUNTER_EVENT_OTHER_ROOM);
}

static void
test_bad_signature (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (Member) anna = member_join (fixture, "Anna");
  g_autoptr (HallEvent) event = new_text (anna->identity, fixture->genesis->id, now_ms (), "Hello");

  event->signature[11] ^= 1;
  send_and_be_refused (fixture, anna, event, HALL_COUNTER_EVENT_BAD_SIGNATURE);
}

static void
test_from_the_future (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (Member) anna = member_join (fixture, "Anna");
  g_autoptr (HallEvent) event = new_text (anna->identity, fixture->genesis->id,
                                          now_ms () + 2 * HALL_CLOCK_AHEAD_MAX_MS, "Hello");
  HallPacket *error;

  send_event (anna->record->link, event);
  net_wait_until (anna->record->packets->len > 0
                  && net_record_count (anna->record, HALL_PACKET_ERROR) == 1);
  error = net_record_find (anna->record, HALL_PACKET_ERROR);
  g_assert_cmpstr (error->code, ==, "clock");
  g_assert_cmpstr (error->ids[0], ==, event->id);
  g_assert_true (hall_link_get_ready (anna->record->link));
  g_assert_cmpuint (fixture->events->len, ==, 0);
  net_assert_only_moved (fixture->counters, &fixture->before, HALL_COUNTER_EVENT_CLOCK_AHEAD, 1);
}

/* A flood is cut to the rate, the link stays, and another member's message gets through. */
static void
test_flood (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (Member) anna = member_join (fixture, "Anna");
  g_autoptr (Member) carl = member_join (fixture, "Carl");
  g_autoptr (HallEvent) calm = NULL;
  const guint n = HALL_MEMBER_EVENTS_BURST + 300;
  HallPacket *error;
  guint refused;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf ("Message %u", i);
      g_autoptr (HallEvent) event = new_text (anna->identity, fixture->genesis->id, now_ms (),
                                              text);

      send_event (anna->record->link, event);
    }
  net_wait_until (fixture->events->len + net_record_count (anna->record, HALL_PACKET_ERROR) == n);

  refused = net_record_count (anna->record, HALL_PACKET_ERROR);
  error = net_record_find (anna->record, HALL_PACKET_ERROR);
  g_assert_cmpstr (error->code, ==, "rate");
  g_assert_cmpuint (error->retry_ms, >, 0);
  g_assert_cmpuint (g_strv_length (error->ids), ==, 1);
  g_assert_cmpuint (fixture->events->len, >=, HALL_MEMBER_EVENTS_BURST);
  g_assert_cmpuint (refused, >, 0);
  g_assert_true (hall_link_get_ready (anna->record->link));
  net_assert_only_moved (fixture->counters, &fixture->before, HALL_COUNTER_EVENT_RATE, refused);

  calm = new_text (carl->identity, fixture->genesis->id, now_ms (), "Please");
  send_event (carl->record->link, calm);
  net_wait_until (net_record_count (anna->record, HALL_PACKET_EV) == 1);
}

/* One that never reads: the others have everything, it is closed as slow. */
static void
test_never_reads (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (HallIdentity) identity = net_new_identity ();
  g_autoptr (Member) anna = member_join (fixture, "Anna");
  g_autoptr (Member) carl = member_join (fixture, "Carl");
  g_autoptr (NetPeer) peer = net_peer_greet (identity, hall_listener_get_port (fixture->listener));
  g_autoptr (HallPacket) join = new_join (fixture->genesis->id, "Dora");
  g_autoptr (HallPacket) welcome = NULL;
  g_autofree char *text = g_strnfill (HALL_TEXT_MAX, 'x');
  guint sent = 0;

  hall_host_set_rates (fixture->host, 0, 0);
  net_peer_send (peer, join);
  welcome = net_peer_expect (peer, HALL_PACKET_WELCOME);

  while (fixture->removed == 0)
    {
      g_autoptr (HallEvent) event = new_text (anna->identity, fixture->genesis->id,
                                              now_ms () + sent % 50000, text);

      send_event (anna->record->link, event);
      sent++;
      net_wait_until (fixture->events->len == sent);
      g_assert_cmpuint (sent, <, 4000);
    }

  net_wait_until (net_record_count (carl->record, HALL_PACKET_EV) == sent);
  net_wait_until (hall_host_count_members (fixture->host) == 3);
  g_assert_null (hall_host_get_link (fixture->host, hall_identity_get_id (identity)));
  net_assert_only_moved (fixture->counters, &fixture->before, HALL_COUNTER_LINK_SLOW, 1);
}

static void
test_many_members (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (GPtrArray) members = g_ptr_array_new_with_free_func ((GDestroyNotify) member_free);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  Member *last;

  /* More than one page of roster. */
  for (guint i = 0; i < 80; i++)
    g_ptr_array_add (members, member_join (fixture, "One of eighty"));

  last = g_ptr_array_index (members, members->len - 1);
  net_wait_until (net_record_count (last->record, HALL_PACKET_ROSTER) >= 1);
  for (guint i = 0; i < last->record->packets->len; i++)
    {
      HallPacket *packet = g_ptr_array_index (last->record->packets, i);

      for (guint j = 0; packet->entries != NULL && j < packet->entries->len; j++)
        g_hash_table_add (known,
                          ((HallRosterEntry *) g_ptr_array_index (packet->entries, j))->id);
      if (packet->type == HALL_PACKET_WELCOME)
        g_assert_true (packet->more);
    }
  g_assert_cmpuint (g_hash_table_size (known), ==, 81);
  g_assert_cmpuint (hall_host_count_members (fixture->host), ==, 81);
}

static void
test_close (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (Member) anna = member_join (fixture, "Anna");
  g_autofree char *id = hall_token_new ();

  hall_host_acknowledge (fixture->host, hall_identity_get_id (anna->identity), id,
                         HALL_ACK_STORED);
  hall_host_close (fixture->host);
  net_wait_until (anna->record->closed == 1);
  g_assert_no_error (anna->record->error);
  g_assert_cmpuint (net_record_count (anna->record, HALL_PACKET_ACK), ==, 1);
  g_assert_cmpuint (fixture->removed, ==, 0);
  g_assert_cmpuint (hall_host_count_members (fixture->host), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add ("/host/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("welcome", test_welcome);
  ADD ("relay", test_relay);
  ADD ("sent-again", test_sent_again);
  ADD ("acks-in-one-packet", test_acks_in_one_packet);
  ADD ("same-key-again", test_same_key_again);
  ADD ("other-room-join", test_other_room_join);
  ADD ("handed-up", test_handed_up);
  ADD ("not-author", test_not_author);
  ADD ("other-room", test_other_room);
  ADD ("bad-signature", test_bad_signature);
  ADD ("from-the-future", test_from_the_future);
  ADD ("flood", test_flood);
  ADD ("never-reads", test_never_reads);
  ADD ("many-members", test_many_members);
  ADD ("close", test_close);
#undef ADD

  return g_test_run ();
}
