/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-host.c: one hosted room: the object, what is the same for all members, the end.
 *
 * Owned by a HallConversation, which decides who is admitted, stores, and synchronises. It follows
 * the owner's clock and never touches the store.
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
  g_clear_pointer (&self->roster_timer, hall_timer_free);
  g_clear_object (&self->clock);
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

  /* HallHost::packet: (link: HallLink) (packet: HallPacket) of synchronisation and of who hosts,
   * for the owner. */
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

void
hall_host_emit_packet (HallHost   *self,
                       HallLink   *link,
                       HallPacket *packet)
{
  g_signal_emit (self, signals[PACKET], 0, link, packet);
}

void
hall_host_emit_member_added (HallHost              *self,
                             const HallRosterEntry *entry)
{
  g_signal_emit (self, signals[MEMBER_ADDED], 0, entry->id, entry->name);
}

void
hall_host_emit_member_removed (HallHost   *self,
                               const char *id)
{
  g_signal_emit (self, signals[MEMBER_REMOVED], 0, id);
}

/**
 * hall_host_new:
 * @clock: what rates, batches and the times that are said go by
 * @genesis: the room's first event, verified
 * @own_name: what we go by in the roster
 *
 * Returns: (transfer full): a host without members
 */
HallHost *
hall_host_new (HallIdentity *identity,
               HallCounters *counters,
               HallClock    *clock,
               HallEvent    *genesis,
               const char   *own_name)
{
  HallHost *self = g_object_new (HALL_TYPE_HOST, NULL);

  self->identity = g_object_ref (identity);
  self->counters = hall_counters_ref (counters);
  self->clock = g_object_ref (clock);
  self->genesis = hall_event_ref (genesis);
  hall_host_init_roster (self);
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

static gboolean
is_reach (const HallRosterEntry *entry,
          const char *const     *addresses,
          guint16                tcp_port)
{
  if (entry->tcp_port != tcp_port || (entry->addresses == NULL) != (addresses[0] == NULL))
    return FALSE;

  return entry->addresses == NULL
         || g_strv_equal ((const char *const *) entry->addresses, addresses);
}

/**
 * hall_host_set_own_reach:
 * @addresses: (nullable): where we can be dialled; no more than HALL_ADDRESSES_PER_PERSON are told
 * @tcp_port: 0 while we can't
 *
 * What the roster says of ourselves. Members hear of a change within HALL_ROSTER_BATCH_MS.
 */
void
hall_host_set_own_reach (HallHost          *self,
                         const char *const *addresses,
                         guint16            tcp_port)
{
  static const char *const nowhere[] = { NULL };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) told = NULL;
  guint n = 0;

  g_return_if_fail (HALL_IS_HOST (self));

  if (addresses == NULL)
    addresses = nowhere;
  for (guint i = 0; addresses[i] != NULL && n < HALL_ADDRESSES_PER_PERSON; i++)
    {
      if (!hall_host_address_is_told (addresses[i]))
        continue;
      g_strv_builder_add (builder, addresses[i]);
      n++;
    }
  told = g_strv_builder_end (builder);

  if (is_reach (self->own_entry, (const char *const *) told, tcp_port))
    return;

  g_clear_pointer (&self->own_entry->addresses, g_strfreev);
  if (n > 0)
    self->own_entry->addresses = g_steal_pointer (&told);
  self->own_entry->tcp_port = tcp_port;
  if (self->members->len > 0)
    hall_host_roster_add (self, self->own_entry->id);
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
  double scale;
  gint64 now;

  g_return_if_fail (HALL_IS_HOST (self));

  now = hall_clock_get_monotonic (self->clock);
  scale = (double) member_events_per_second / HALL_MEMBER_EVENTS_PER_SECOND;
  self->member_rate = member_events_per_second;
  self->member_burst = scale * HALL_MEMBER_EVENTS_BURST;
  self->member_bytes = scale * HALL_MEMBER_BYTES_PER_SECOND;
  hall_rate_init (&self->room_events, room_events_per_second, 2.0 * room_events_per_second, now);

  for (guint i = 0; i < self->members->len; i++)
    hall_member_init_rates (g_ptr_array_index (self->members, i));
}

/**
 * hall_host_set_judge:
 * @judge: (nullable) (scope forever): must be quick, it is called before signatures are checked
 *
 * Who may say what from now on. What is not permitted is refused one by one; the link stays, unless
 * the judge calls hall_host_expel ().
 */
void
hall_host_set_judge (HallHost      *self,
                     HallHostJudge  judge,
                     gpointer       user_data)
{
  g_return_if_fail (HALL_IS_HOST (self));

  self->judge = judge;
  self->judge_data = user_data;
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
 * hall_host_is_full:
 *
 * Whether hall_host_admit () would refuse somebody new.
 */
gboolean
hall_host_is_full (HallHost *self)
{
  return hall_host_count_members (self) >= HALL_ROOM_MEMBERS_DEFAULT;
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
  if (self->roster_timer != NULL)
    hall_timer_stop (self->roster_timer);
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
