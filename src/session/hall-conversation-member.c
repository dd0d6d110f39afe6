/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-member.c: being a member: welcome, roster, live events, confirmations, and
 * the loss of the host.
 *
 * Part of HallConversation. Nothing of a host is shown or stored before its welcome has proved to
 * be this room's.
 */

#define G_LOG_DOMAIN "hall-conversation-member"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hall-limits.h"

#include "hall-conversation-private.h"

#define RACK_DELAY_MS 50
#define LOST_NOTICE_MS 2000
/* A link that is to be made anew for the sake of the clocks is at least so old. */
#define RELINK_MIN_MS 60000

static void
on_rack (gpointer user_data)
{
  HallConversation *self = user_data;
  gboolean is_host = self->direct != NULL && hall_direct_is_host (self->direct);
  guint done = 0;

  while (self->welcomed && done < self->racks->len)
    {
      g_autoptr (HallPacket) rack = hall_packet_new (is_host ? HALL_PACKET_ACK
                                                             : HALL_PACKET_RACK);
      guint length = MIN (self->racks->len - done, HALL_LIST_PAGE_MAX);

      rack->room = g_strdup (self->stored->id);
      rack->level = HALL_ACK_REPLICATED;
      rack->ids = g_new0 (char *, length + 1);
      for (guint i = 0; i < length; i++)
        rack->ids[i] = g_strdup (g_ptr_array_index (self->racks, done + i));
      hall_conversation_send_ack (self, rack);
      done += length;
    }
  g_ptr_array_set_size (self->racks, 0);
}

static void
add_notice (HallConversation *self,
            HallMessageKind   kind,
            HallPerson       *person)
{
  hall_timeline_add_notice (hall_room_get_timeline (self->room), kind, person,
                            hall_clock_get_wall (self->context->clock));
}

static void
on_lost (gpointer user_data)
{
  HallConversation *self = user_data;

  if (!self->welcomed)
    add_notice (self, HALL_MESSAGE_HOST_LOST, self->lost_host);
}

void
hall_conversation_init_member (HallConversation *self)
{
  self->racks = g_ptr_array_new_with_free_func (g_free);
  self->rack_timer = hall_timer_new (self->context->clock, on_rack, self);
  self->lost_timer = hall_timer_new (self->context->clock, on_lost, self);
}

void
hall_conversation_mark_lost (HallConversation *self)
{
  if (!hall_timer_is_running (self->lost_timer))
    hall_timer_start (self->lost_timer, LOST_NOTICE_MS);
}

void
hall_conversation_clear_member (HallConversation *self)
{
  hall_conversation_end_sync (self);
  g_clear_pointer (&self->racks, g_ptr_array_unref);
  g_clear_pointer (&self->rack_timer, hall_timer_free);
  g_clear_pointer (&self->lost_timer, hall_timer_free);
  g_clear_object (&self->lost_host);
}

void
hall_conversation_confirm (HallConversation *self,
                           const char       *event_id)
{
  if (!self->welcomed)
    return;
  g_ptr_array_add (self->racks, g_strdup (event_id));
  if (!hall_timer_is_running (self->rack_timer))
    hall_timer_start (self->rack_timer, RACK_DELAY_MS);
}

static void
on_live_verified (HallVerifier     *verifier,
                  GPtrArray        *events,
                  HallConversation *self)
{
  for (guint i = 0; i < events->len && self->welcomed; i++)
    {
      hall_conversation_note_control (self, g_ptr_array_index (events, i));
      hall_conversation_take_in (self, g_ptr_array_index (events, i), HALL_ORIGIN_HOST,
                                 hall_link_get_peer_id (self->link));
    }
  hall_conversation_check_rights (self);
}

static void
on_synced (HallSync         *sync,
           GPtrArray        *events,
           HallConversation *self)
{
  hall_conversation_take_synced (self, events, hall_link_get_peer_id (self->link));
}

/* The set's control events are here: if they do not say that we joined, we do. */
static void
go_live (HallConversation *self)
{
  if (self->put_out)
    return;
  hall_outbox_set_offset (self->outbox, hall_link_get_offset (self->link));
  hall_outbox_set_mode (self->outbox, HALL_OUTBOX_MEMBER);
  hall_conversation_say_joined (self);
}

static void
on_progress (HallSync         *sync,
             HallConversation *self)
{
  if (hall_sync_get_control_done (sync) && hall_conversation_doubts_host (self))
    {
      g_autoptr (HallLink) link = g_object_ref (self->link);

      hall_conversation_drop_link (self);
      hall_link_close (link);
      hall_conversation_lose_host (self, FALSE);
      return;
    }
  if (hall_sync_get_control_done (sync))
    {
      self->acquainted = TRUE;
      if (self->stored->hosted)
        {
          self->stored->hosted = FALSE;
          hall_conversation_save (self);
        }
      self->rights_due |= self->stored->put_out || self->first_join;
      hall_conversation_check_rights (self);
      go_live (self);
    }
  if (hall_sync_get_newest_done (sync))
    {
      hall_intake_flush (self->intake);
      hall_conversation_check_settled (self);
    }
}

/* Once per link: the first synchronisation is on the screen, or will not come. */
void
hall_conversation_check_settled (HallConversation *self)
{
  gboolean late = !hall_timer_is_running (self->join_timer);

  if (!self->welcomed || self->settled || self->put_out)
    return;
  if (!late && !hall_conversation_has_newest (self))
    return;
  hall_timer_stop (self->join_timer);
  self->settled = TRUE;
  hall_conversation_tell_reads_soon (self);
  go_live (self);
  if (self->first_join)
    {
      self->first_join = FALSE;
      hall_conversation_mark_read (self);
      hall_timeline_set_read_marker (hall_room_get_timeline (self->room), self->stored->read_lc,
                                     self->stored->read_id);
    }
  hall_conversation_finish_joiners (self, NULL);
}

static void
on_drained (HallLink         *link,
            HallConversation *self)
{
  hall_outbox_set_congested (self->outbox, FALSE);
}

static void
start_synchronisation (HallConversation *self)
{
  self->verifier = hall_verifier_new (self->context, self->stored->id);
  hall_verifier_set_offset (self->verifier, hall_link_get_offset (self->link));
  hall_verifier_set_live (self->verifier, TRUE);
  g_signal_connect_object (self->verifier, "verified", G_CALLBACK (on_live_verified), self, 0);
  self->sync = hall_sync_new (self->context, self->link, self->stored->id, self->census,
                              self->rest);
  g_signal_connect_object (self->sync, "events", G_CALLBACK (on_synced), self, 0);
  g_signal_connect_object (self->sync, "progress", G_CALLBACK (on_progress), self, 0);
  g_signal_connect_object (self->link, "drained", G_CALLBACK (on_drained), self, 0);
  hall_intake_flush (self->intake);
  hall_sync_start (self->sync);
  hall_timer_start (self->join_timer, HALL_JOIN_TIMEOUT_MS);
}

static void
add_entries (HallConversation *self,
             GPtrArray        *entries)
{
  GListModel *members = hall_room_get_members (self->room);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      HallRosterEntry *entry = g_ptr_array_index (entries, i);

      if (g_list_model_get_n_items (members) >= HALL_ROOM_MEMBERS_MAX)
        return;
      hall_room_add_member (self->room, hall_conversation_meet (self, entry->id, entry->name));
    }
}

/* A host can name people without end. As many as it may have brought are looked at. */
static void
trim_people (HallConversation *self,
             HallPacket       *packet)
{
  guint n_entries = packet->entries != NULL ? packet->entries->len : 0;

  hall_directory_trim_people (self->context->directory, 2 * n_entries + 1);
}

static void
take_roster (HallConversation *self,
             HallPacket       *packet)
{
  add_entries (self, packet->entries);
  for (guint i = 0; packet->gone != NULL && packet->gone[i] != NULL; i++)
    {
      HallPerson *person = hall_directory_lookup_person (self->context->directory,
                                                         packet->gone[i]);

      if (person != NULL && !hall_person_get_is_self (person))
        hall_room_remove_member (self->room, person);
    }
  hall_roster_take (self->roster, packet);
  trim_people (self, packet);
}

void
hall_conversation_take_epoch (HallConversation *self,
                              guint64           epoch)
{
  HallStoredRoom *stored = self->stored;

  /* Who is new in the room knows none to compare it with. */
  if (stored->member && epoch > stored->epoch
      && epoch - stored->epoch > HALL_EPOCH_JUMP_MAX)
    hall_counters_add (self->context->counters, HALL_COUNTER_EPOCH_JUMP);
  else
    stored->epoch = MAX (stored->epoch, epoch);
}

/* Where others can dial it: a link that it dialled itself does not tell. */
static guint16
get_host_port (HallConversation *self,
               gboolean          dialled)
{
  const char *id = hall_link_get_peer_id (self->link);
  const HallRosterEntry *entry = hall_roster_lookup (self->roster, id);
  HallPerson *person = hall_directory_lookup_person (self->context->directory, id);

  if (dialled)
    return hall_link_get_port (self->link);
  if (entry != NULL && entry->tcp_port != 0)
    return entry->tcp_port;
  return person != NULL ? (guint16) hall_person_get_tcp_port (person) : 0;
}

static void
remember_host (HallConversation *self,
               HallPacket       *packet,
               gboolean          dialled)
{
  HallStoredRoom *stored = self->stored;
  HallTransport *transport = self->context->transport;
  const char *address = hall_link_get_address (self->link);
  guint16 port = get_host_port (self, dialled);

  g_clear_pointer (&stored->addresses, g_strfreev);
  if (port != 0)
    {
      stored->addresses = g_new0 (char *, 2);
      stored->addresses[0] = g_strdup_printf ("%s:%u", address, port);
    }
  self->host_off_link = transport != NULL && !hall_transport_is_on_link (transport, address);
  self->link_epoch = packet->epoch;
  hall_conversation_take_epoch (self, packet->epoch);
  g_free (stored->host);
  stored->host = g_strdup (hall_link_get_peer_id (self->link));
  /* Anybody can say that it hosts: until that is proved, it is for us to bring the room back. */
  stored->hosted &= !hall_census_contains (self->census, stored->host);
  stored->member = TRUE;
}

void
hall_conversation_welcome (HallConversation *self,
                           HallPacket       *packet,
                           gboolean          dialled)
{
  HallPerson *host;

  self->welcomed = TRUE;
  self->n_reasons = 0;
  self->linked = hall_clock_get_monotonic (self->context->clock);
  self->backoff_ms = HALL_RECONNECT_MIN_MS;
  self->n_failures = 0;
  self->refused = FALSE;
  self->n_stranded = 0;
  self->waiting = 0;
  self->first_join = !self->stored->member;
  hall_conversation_note_unlocked (self);
  if (self->first_join && self->stored->last_lc == 0 && self->newest_lc == 0)
    {
      g_autoptr (GPtrArray) nothing = g_ptr_array_new ();

      hall_timeline_reset (hall_room_get_timeline (self->room), nothing, TRUE, TRUE);
    }
  hall_roster_take (self->roster, packet);
  remember_host (self, packet, dialled);
  hall_conversation_set_genesis (self, packet->genesis);
  hall_conversation_save (self);
  hall_room_set_problem (self->room, NULL);
  hall_room_set_membership (self->room, HALL_MEMBERSHIP_LIVE);
  host = hall_conversation_meet (self, self->stored->host, NULL);
  hall_room_clear_members (self->room);
  hall_room_add_member (self->room, hall_context_get_self (self->context));
  hall_room_add_member (self->room, host);
  add_entries (self, packet->entries);
  hall_room_set_host (self->room, host);
  hall_conversation_note_host (self, host);
  hall_intake_add (self->intake, packet->genesis, HALL_ORIGIN_SYNC, self->stored->host);
  start_synchronisation (self);
}

/**
 * hall_conversation_adopt:
 * @self: a conversation
 * @link: ready; it has sent @welcome
 * @welcome: of this room, as HallDial found
 *
 * Goes on as if it had dialled itself; closes the link if it is not needed any more.
 */
void
hall_conversation_adopt (HallConversation *self,
                         HallLink         *link,
                         HallPacket       *welcome)
{
  if (self->link != NULL || self->host != NULL || self->preparing || self->closed
      || !hall_conversation_may_follow (self, hall_link_get_peer_id (link)))
    {
      hall_link_close (link);
      return;
    }
  self->begun = TRUE;
  hall_conversation_follow (self, link, welcome, TRUE);
}

/* One of the two clocks was set since they were compared: that is done for each link. */
static void
take_clock_error (HallConversation *self,
                  HallPacket       *packet)
{
  gint64 now = hall_clock_get_monotonic (self->context->clock);
  gboolean astray = hall_outbox_put_off (self->outbox, (const char *const *) packet->ids);

  hall_room_set_problem (self->room,
                         _("The clock of this computer is ahead of the host's. Check the date "
                           "and time; what you wrote is kept."));
  if (astray && now - self->linked > RELINK_MIN_MS * 1000)
    hall_link_abort (self->link);
}

static void
take_error (HallConversation *self,
            HallPacket       *packet)
{
  if (g_strcmp0 (packet->code, "rate") == 0)
    hall_outbox_retry (self->outbox, (const char *const *) packet->ids, packet->retry_ms);
  else if (g_strcmp0 (packet->code, "clock") == 0)
    take_clock_error (self, packet);
  else if (g_strcmp0 (packet->code, "not-permitted") == 0)
    /* It is in our set all the same; what becomes of it, the set decides. */
    hall_outbox_give_up (self->outbox, (const char *const *) packet->ids);
  else
    g_debug ("room %s: the host says %s", self->stored->id, packet->code);
}

static void
take_live_event (HallConversation *self,
                 HallPacket       *packet)
{
  HallEvent *event = g_ptr_array_index (packet->events, 0);

  hall_counters_add (self->context->counters, HALL_COUNTER_EVENT_RECEIVED);
  if (hall_conversation_take_reason (self, event))
    return;
  if (!hall_verifier_add (self->verifier, event))
    hall_link_refuse (self->link, "rate", "too many events at once");
}

void
hall_conversation_take_packet (HallConversation *self,
                               HallPacket       *packet)
{
  if (packet->room != NULL && !g_str_equal (packet->room, self->stored->id))
    {
      hall_counters_add (self->context->counters, packet->type == HALL_PACKET_HANDOFF
                                                    ? HALL_COUNTER_HANDOFF_REFUSED
                                                    : HALL_COUNTER_EVENT_OTHER_ROOM);
      hall_link_refuse (self->link, "unsupported", "another room");
      return;
    }
  switch ((guint) packet->type)
    {
    case HALL_PACKET_EV:
      take_live_event (self, packet);
      break;
    case HALL_PACKET_HAVE:
    case HALL_PACKET_IDS:
    case HALL_PACKET_WANT:
    case HALL_PACKET_EVS:
      hall_sync_handle (self->sync, packet);
      break;
    case HALL_PACKET_ACK:
      hall_outbox_acknowledge (self->outbox, (const char *const *) packet->ids);
      hall_room_set_problem (self->room, NULL);
      break;
    case HALL_PACKET_ROSTER:
      take_roster (self, packet);
      break;
    case HALL_PACKET_MOVED:
      hall_conversation_take_moved (self, packet);
      break;
    case HALL_PACKET_HANDOFF:
      hall_conversation_take_handoff (self, packet);
      break;
    case HALL_PACKET_RECEIPT:
      hall_conversation_take_receipt (self, self->link, packet);
      break;
    case HALL_PACKET_TYPING:
      hall_conversation_take_typing (self, self->link, packet);
      break;
    case HALL_PACKET_ERROR:
      take_error (self, packet);
      break;
    case HALL_PACKET_UNKNOWN:
    case HALL_PACKET_RACK:
      break;
    default:
      hall_counters_add (self->context->counters, HALL_COUNTER_FRAME_OUT_OF_PLACE);
      hall_link_refuse (self->link, "unsupported", "not from a host");
      break;
    }
}

void
hall_conversation_end_membership (HallConversation *self)
{
  hall_conversation_end_sync (self);
  hall_timer_stop (self->rack_timer);
  hall_outbox_set_mode (self->outbox, HALL_OUTBOX_WAITING);
  hall_outbox_set_offset (self->outbox, 0);
}
