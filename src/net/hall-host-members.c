/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-host-members.c: who is in a hosted room: their links and what the roster says of them.
 *
 * Part of HallHost, which holds the members' links; a link that closes is a member who is gone. The
 * order of joining is the order of the members, and their rank.
 */

#define G_LOG_DOMAIN "hall-host-members"

#include "config.h"

#include "hall-limits.h"

#include "hall-host-private.h"
#include "hall-host.h"

static void on_link_closed (HallLink     *link,
                            const GError *error,
                            HallMember   *member);

void
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

HallMember *
hall_host_find_member (HallHost   *self,
                       const char *id)
{
  return g_hash_table_lookup (self->by_id, id);
}

static void
remove_member (HallHost   *self,
               HallMember *member)
{
  g_autofree char *id = g_strdup (member->entry->id);

  g_hash_table_remove (self->by_id, id);
  g_ptr_array_remove (self->members, member);
  hall_host_roster_remove (self, id);
}

static void
adopt_link (HallMember *member,
            HallLink   *link)
{
  member->link = g_object_ref (link);
  /* Disconnected in hall_member_free (), before the member goes. */
  g_signal_connect (link, "packet", G_CALLBACK (hall_member_take_packet), member);
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
  member->entry->rank = MIN (self->next_rank, G_MAXUINT16);
  self->next_rank++;
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
  entry->tcp_port = join->tcp_port;
  g_clear_pointer (&entry->addresses, g_strfreev);
  if (hall_host_address_is_told (addresses[0]))
    entry->addresses = g_strdupv ((char **) addresses);
}

void
hall_host_update_member (HallHost         *self,
                         HallMember       *member,
                         const HallPacket *join)
{
  HallRosterEntry *entry = member->entry;

  if (entry->fit == join->fit && entry->tcp_port == join->tcp_port)
    return;

  entry->fit = join->fit;
  entry->tcp_port = join->tcp_port;
  hall_host_roster_add (self, entry->id);
}

static void
on_link_closed (HallLink     *link,
                const GError *error,
                HallMember   *member)
{
  g_autoptr (HallHost) self = g_object_ref (member->host);
  g_autofree char *id = g_strdup (member->entry->id);

  remove_member (self, member);
  hall_host_emit_member_removed (self, id);
}

/**
 * hall_host_admit:
 * @link: ready, its `join` accepted by the owner
 * @join: what it said, or what the owner knows of a peer that did not have to say it: when a room
 *   is handed over, or another host yields
 *
 * Makes a member of a link's peer, whoever dialled whom: answers `welcome` with the whole roster,
 * tells the others within HALL_ROSTER_BATCH_MS, and holds the link from now on; the owner has
 * disconnected its own handlers. An older link of the same key is closed and its member stays one.
 * Must not be called from the "packet" of a link that is a member's.
 *
 * Returns: FALSE if it was refused (room is full, or not this room), or is closed already
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
  if (member == NULL && hall_host_is_full (self))
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
    hall_host_emit_member_added (self, member->entry);

  return TRUE;
}

/**
 * hall_host_expel:
 * @member_id: who is to go; nothing happens if it is gone
 * @code: a word of the protocol: "banned", "removed"
 * @text: for a person
 *
 * Ends a member's link with `error`, after what was acknowledged to it in this turn. Nothing of the
 * room is sent there from now on, and the others are told that it is gone; "member-removed" comes
 * within this call. May be called from the "packet" of that very link, and by the judge.
 */
void
hall_host_expel (HallHost   *self,
                 const char *member_id,
                 const char *code,
                 const char *text)
{
  g_autoptr (HallLink) link = NULL;
  g_autofree char *id = NULL;

  g_return_if_fail (HALL_IS_HOST (self));
  g_return_if_fail (member_id != NULL && code != NULL);

  /* It may be the entry's own. */
  id = g_strdup (member_id);
  link = hall_host_release (self, id);
  if (link == NULL)
    return;

  hall_link_refuse (link, code, text);
  hall_host_emit_member_removed (self, id);
}

/**
 * hall_host_release:
 * @member_id: who is to leave
 *
 * Gives a member's link away without closing it: the room is handed over to that member. What was
 * acknowledged in this turn is on its way before. The others are told that it is gone; there is no
 * "member-removed". May be called from the "packet" of that very link.
 *
 * Returns: (transfer full) (nullable): the link; NULL if there is no such member
 */
HallLink *
hall_host_release (HallHost   *self,
                   const char *member_id)
{
  HallMember *member;
  HallLink *link;

  g_return_val_if_fail (HALL_IS_HOST (self), NULL);

  member = hall_host_find_member (self, member_id);
  if (member == NULL)
    return NULL;

  hall_host_send_acks (self, member);
  link = g_object_ref (member->link);
  remove_member (self, member);

  return link;
}

/**
 * hall_host_list_entries:
 *
 * Returns: (transfer full) (element-type HallRosterEntry): copies of what the roster says of the
 *   members, in the order of joining, without oneself
 */
GPtrArray *
hall_host_list_entries (HallHost *self)
{
  GPtrArray *entries;

  g_return_val_if_fail (HALL_IS_HOST (self), NULL);

  entries = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_roster_entry_free);
  for (guint i = 0; i < self->members->len; i++)
    {
      HallMember *member = g_ptr_array_index (self->members, i);

      g_ptr_array_add (entries, hall_roster_entry_copy (member->entry));
    }

  return entries;
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
