/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-host.c: one hosted room: its members' links, and what goes out to them.
 *
 * Owned by a HallConversation, which decides who is admitted, stores, and synchronises. It holds
 * the members' links; a link that closes is a member who is gone. It never touches the store.
 */

#define G_LOG_DOMAIN "hall-host"

#include "config.h"

#include "hall-limits.h"

#include "hall-host-private.h"
#include "hall-host.h"

#define RECENT_EVENTS 4096

G_DEFINE_FINAL_TYPE (HallHost, hall_host, G_TYPE_OBJECT)

enum
{
  EVENT,
  PACKET,
  MEMBER_ADDED,
  MEMBER_REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void on_link_packet (HallLink     *link,
                            HallPacket   *packet,
                            HallMember   *member);
static void on_link_closed (HallLink     *link,
                            const GError *error,
                            HallMember   *member);

static void
hall_member_free (HallMember *member)
{
  for (guint i = 0; i < G_N_ELEMENTS (member->acks); i++)
    g_clear_pointer (&member->acks[i], g_ptr_array_unref);
  if (member->link != NULL)
    g_signal_handlers_disconnect_by_data (member->link, member);
  g_clear_object (&member->link);
  g_clear_pointer (&member->entry, hall_roster_entry_free);
  g_free (member);
}

static void
hall_host_dispose (GObject *object)
{
  HallHost *self = HALL_HOST (object);

  hall_host_close (self);

  G_OBJECT_CLASS (hall_host_parent_class)->dispose (object);
}

static void
hall_host_finalize (GObject *object)
{
  HallHost *self = HALL_HOST (object);

  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->members);
  g_hash_table_unref (self->added);
  g_hash_table_unref (self->gone);
  g_clear_pointer (&self->own_entry, hall_roster_entry_free);
  g_clear_pointer (&self->recent, hall_recent_free);
  g_clear_pointer (&self->genesis, hall_event_unref);
  g_clear_pointer (&self->counters, hall_counters_unref);
  g_clear_object (&self->identity);

  G_OBJECT_CLASS (hall_host_parent_class)->finalize (object);
}

static void
hall_host_class_init (HallHostClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = hall_host_dispose;
  object_class->finalize = hall_host_finalize;

  /* HallHost::event: (event: HallEvent) (member_id: utf8) checked and relayed, or known already:
   * store it, then hall_host_acknowledge (). */
  signals[EVENT] = g_signal_new ("event", HALL_TYPE_HOST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 2, HALL_TYPE_EVENT | G_SIGNAL_TYPE_STATIC_SCOPE,
                                 G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);

  /* HallHost::packet: (link: HallLink) (packet: HallPacket) of synchronisation, for the owner. */
  signals[PACKET] = g_signal_new ("packet", HALL_TYPE_HOST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, HALL_TYPE_LINK,
                                  HALL_TYPE_PACKET | G_SIGNAL_TYPE_STATIC_SCOPE);

  /* HallHost::member-added: (id: utf8) (name: utf8) */
  signals[MEMBER_ADDED] = g_signal_new ("member-added", HALL_TYPE_HOST, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  /* HallHost::member-removed: (id: utf8) */
  signals[MEMBER_REMOVED] = g_signal_new ("member-removed", HALL_TYPE_HOST, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
hall_host_init (HallHost *self)
{
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->members = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_member_free);
  self->added = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->gone = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->recent = hall_recent_new (RECENT_EVENTS);
  self->next_rank = 1;
}

void
hall_host_emit_event (HallHost   *self,
                      HallEvent  *event,
                      const char *member_id)
{
  g_signal_emit (self, signals[EVENT], 0, event, member_id);
}

/**
 * hall_host_new:
 * @genesis: the room's first event, verified
 * @own_name: what we go by in the roster
 *
 * Returns: (transfer full): a host without members
 */
HallHost *
hall_host_new (HallIdentity *identity,
               HallCounters *counters,
               HallEvent    *genesis,
               const char   *own_name)
{
  HallHost *self = g_object_new (HALL_TYPE_HOST, NULL);

  self->identity = g_object_ref (identity);
  self->counters = hall_counters_ref (counters);
  self->genesis = hall_event_ref (genesis);
  self->own_entry = hall_roster_entry_new (hall_identity_get_id (identity), own_name);
  hall_host_set_rates (self, HALL_MEMBER_EVENTS_PER_SECOND, HALL_ROOM_EVENTS_PER_SECOND);

  return self;
}

/**
 * hall_host_set_epoch:
 *
 * What `welcome` says from now on.
 */
void
hall_host_set_epoch (HallHost *self,
                     guint64   epoch)
{
  g_return_if_fail (HALL_IS_HOST (self));

  self->epoch = epoch;
}

/**
 * hall_host_set_rates:
 * @member_events_per_second: 0 for no limit, of bytes neither
 * @room_events_per_second: 0 for no limit
 *
 * For benches and tests; holds for the members that are there, too.
 */
void
hall_host_set_rates (HallHost *self,
                     guint     member_events_per_second,
                     guint     room_events_per_second)
{
  gint64 now = g_get_monotonic_time ();
  double scale;

  g_return_if_fail (HALL_IS_HOST (self));

  scale = (double) member_events_per_second / HALL_MEMBER_EVENTS_PER_SECOND;
  self->member_rate = member_events_per_second;
  self->member_burst = scale * HALL_MEMBER_EVENTS_BURST;
  self->member_bytes = scale * HALL_MEMBER_BYTES_PER_SECOND;
  hall_rate_init (&self->room_events, room_events_per_second, 2.0 * room_events_per_second, now);

  for (guint i = 0; i < self->members->len; i++)
    hall_member_init_rates (g_ptr_array_index (self->members, i));
}

HallMember *
hall_host_find_member (HallHost   *self,
                       const char *id)
{
  return g_hash_table_lookup (self->by_id, id);
}

static void
adopt_link (HallMember *member,
            HallLink   *link)
{
  member->link = g_object_ref (link);
  /* Disconnected in hall_member_free (), before the member goes. */
  g_signal_connect (link, "packet", G_CALLBACK (on_link_packet), member);
  g_signal_connect (link, "closed", G_CALLBACK (on_link_closed), member);
}

/* The same person again: a connection that broke, and this side has not noticed yet. */
static void
replace_link (HallMember *member,
              HallLink   *link)
{
  g_autoptr (HallLink) old = g_steal_pointer (&member->link);

  g_signal_handlers_disconnect_by_data (old, member);
  adopt_link (member, link);
  hall_link_refuse (old, "gone", "There is a newer connection");
}

static HallMember *
add_member (HallHost         *self,
            HallLink         *link,
            const HallPacket *join)
{
  HallMember *member = g_new0 (HallMember, 1);

  member->host = self;
  member->entry = hall_roster_entry_new (hall_link_get_peer_id (link), join->name);
  member->entry->rank = MIN (self->next_rank++, G_MAXUINT16);
  hall_member_init_rates (member);
  adopt_link (member, link);
  g_ptr_array_add (self->members, member);
  g_hash_table_insert (self->by_id, member->entry->id, member);

  return member;
}

static void
update_entry (HallMember       *member,
              const HallPacket *join)
{
  HallRosterEntry *entry = member->entry;
  const char *const addresses[] = { hall_link_get_address (member->link), NULL };

  if (g_strcmp0 (entry->name, join->name) != 0)
    {
      g_free (entry->name);
      entry->name = g_strdup (join->name);
    }
  entry->fit = join->fit;
  g_strfreev (entry->addresses);
  entry->addresses = g_strdupv ((char **) addresses);
}

/**
 * hall_host_admit:
 * @link: ready, its `join` accepted by the owner
 * @join: what it said
 *
 * Makes a member of a link's peer: answers `welcome` with the whole roster, tells the others within
 * HALL_ROSTER_BATCH_MS, and holds the link from now on. An older link of the same key is closed and
 * its member stays one. Must not be called from the "packet" of a link that is a member's.
 *
 * Returns: FALSE if it was refused (room is full, or not this room)
 */
gboolean
hall_host_admit (HallHost         *self,
                 HallLink         *link,
                 const HallPacket *join)
{
  HallMember *member;
  gboolean new;

  g_return_val_if_fail (HALL_IS_HOST (self), FALSE);
  g_return_val_if_fail (join->type == HALL_PACKET_JOIN, FALSE);

  if (self->closed || !hall_link_get_ready (link))
    return FALSE;

  member = hall_host_find_member (self, hall_link_get_peer_id (link));
  if (g_strcmp0 (join->room, self->genesis->id) != 0)
    {
      hall_counters_add (self->counters, HALL_COUNTER_JOIN_REFUSED);
      hall_link_refuse (link, "not_host", "Another room is hosted here");
      return FALSE;
    }
  if (member == NULL && hall_host_count_members (self) >= HALL_ROOM_MEMBERS_DEFAULT)
    {
      hall_counters_add (self->counters, HALL_COUNTER_JOIN_REFUSED);
      hall_link_refuse (link, "full", "The room is full");
      return FALSE;
    }

  new = member == NULL;
  if (new)
    member = add_member (self, link, join);
  else if (member->link != link)
    replace_link (member, link);
  update_entry (member, join);

  hall_counters_add (self->counters, HALL_COUNTER_JOIN_ACCEPTED);
  hall_host_welcome (self, member);
  hall_host_roster_add (self, member->entry->id);
  if (new)
    g_signal_emit (self, signals[MEMBER_ADDED], 0, member->entry->id, member->entry->name);

  return TRUE;
}

static void
on_link_closed (HallLink     *link,
                const GError *error,
                HallMember   *member)
{
  g_autoptr (HallHost) self = g_object_ref (member->host);
  g_autofree char *id = g_strdup (member->entry->id);

  g_hash_table_remove (self->by_id, id);
  g_ptr_array_remove (self->members, member);
  hall_host_roster_remove (self, id);
  g_signal_emit (self, signals[MEMBER_REMOVED], 0, id);
}

static void
refuse_member (HallHost    *self,
               HallMember  *member,
               HallCounter  counter)
{
  hall_counters_add (self->counters, counter);
  hall_link_refuse (member->link, "unsupported", "A packet is not in its place");
}

static void
on_link_packet (HallLink   *link,
                HallPacket *packet,
                HallMember *member)
{
  g_autoptr (HallHost) self = g_object_ref (member->host);

  switch (packet->type)
    {
    case HALL_PACKET_EV:
      hall_host_take_event (self, member, g_ptr_array_index (packet->events, 0));
      break;

    case HALL_PACKET_HAVE:
    case HALL_PACKET_IDS:
    case HALL_PACKET_WANT:
    case HALL_PACKET_EVS:
    case HALL_PACKET_RACK:
      if (packet->room != NULL && !g_str_equal (packet->room, self->genesis->id))
        refuse_member (self, member, HALL_COUNTER_FRAME_OUT_OF_PLACE);
      else
        g_signal_emit (self, signals[PACKET], 0, link, packet);
      break;

    case HALL_PACKET_ERROR: /* about single events: nothing that a host would have to mend */
    case HALL_PACKET_UNKNOWN:
      break;

    case HALL_PACKET_HELLO:
    case HALL_PACKET_JOIN:
    case HALL_PACKET_WELCOME:
    case HALL_PACKET_NOT_HOST:
    case HALL_PACKET_MOVED:
    case HALL_PACKET_HANDOFF:
    case HALL_PACKET_YIELD:
    case HALL_PACKET_RECEIPT:
    case HALL_PACKET_ACK:
    case HALL_PACKET_ROSTER:
    case HALL_PACKET_PING:
    case HALL_PACKET_PONG:
    case HALL_PACKET_BYE:
    default:
      refuse_member (self, member, HALL_COUNTER_FRAME_OUT_OF_PLACE);
      break;
    }
}

/* One buffer in as many queues as there are members. */
void
hall_host_send_frame (HallHost   *self,
                      GBytes     *frame,
                      HallMember *except)
{
  for (guint i = 0; i < self->members->len; i++)
    {
      HallMember *member = g_ptr_array_index (self->members, i);

      if (member != except)
        hall_link_send_frame (member->link, frame, HALL_LINK_CHAT);
    }
}

/**
 * hall_host_relay:
 * @except_id: (nullable): who has it already
 *
 * Sends an event to every member: an own one, or one that was learnt by synchronising.
 */
void
hall_host_relay (HallHost   *self,
                 HallEvent  *event,
                 const char *except_id)
{
  g_autoptr (HallPacket) packet = NULL;
  g_autoptr (GBytes) frame = NULL;
  HallMember *except = NULL;

  g_return_if_fail (HALL_IS_HOST (self));

  hall_recent_add (self->recent, event->raw_id);
  packet = hall_packet_new_event (event);
  frame = hall_packet_encode (packet, NULL);
  if (frame == NULL)
    return;

  hall_counters_add (self->counters, HALL_COUNTER_EVENT_RELAYED);
  if (except_id != NULL)
    except = hall_host_find_member (self, except_id);
  hall_host_send_frame (self, frame, except);
}

/**
 * hall_host_send:
 *
 * Sends a packet to one member; nothing happens if it is gone.
 */
void
hall_host_send (HallHost         *self,
                const char       *member_id,
                HallPacket       *packet,
                HallLinkPriority  priority)
{
  HallLink *link = hall_host_get_link (self, member_id);

  if (link != NULL)
    hall_link_send (link, packet, priority);
}

/**
 * hall_host_get_link:
 *
 * Returns: (transfer none) (nullable): the link of a member
 */
HallLink *
hall_host_get_link (HallHost   *self,
                    const char *member_id)
{
  HallMember *member;

  g_return_val_if_fail (HALL_IS_HOST (self), NULL);

  member = hall_host_find_member (self, member_id);

  return member != NULL ? member->link : NULL;
}

/**
 * hall_host_count_members:
 *
 * Returns: how many are in the room, with oneself
 */
guint
hall_host_count_members (HallHost *self)
{
  g_return_val_if_fail (HALL_IS_HOST (self), 0);

  return self->members->len + 1;
}

/**
 * hall_host_close:
 *
 * Says bye to every member and lets go of all of them, without "member-removed". Nobody is admitted
 * afterwards.
 */
void
hall_host_close (HallHost *self)
{
  g_return_if_fail (HALL_IS_HOST (self));

  self->closed = TRUE;
  g_clear_handle_id (&self->roster_source, g_source_remove);
  g_clear_handle_id (&self->ack_source, g_source_remove);
  g_hash_table_remove_all (self->by_id);

  while (self->members->len > 0)
    {
      HallMember *member = g_ptr_array_index (self->members, self->members->len - 1);
      g_autoptr (HallLink) link = g_object_ref (member->link);

      /* What was acknowledged in this very turn is not taken back. */
      hall_host_send_acks (self, member);
      g_ptr_array_remove_index (self->members, self->members->len - 1);
      hall_link_close (link);
    }
}
