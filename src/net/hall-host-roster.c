/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-host-roster.c: telling the members of a room who is there.
 *
 * Part of HallHost. The whole roster goes into `welcome` alone; afterwards only what changed,
 * gathered for HALL_ROSTER_BATCH_MS: five hundred people who come at once are a few packets for
 * each, not five hundred.
 */

#define G_LOG_DOMAIN "hall-host-roster"

#include "config.h"

#include <arpa/inet.h>

#include "hall-limits.h"

#include "hall-host-private.h"

/* With the longest names and addresses that many entries, and a genesis event, fit into a frame. */
#define ENTRIES_PER_PAGE 64
#define GONE_PER_PAGE 500

gboolean
hall_host_address_is_told (const char *address)
{
  struct in_addr raw;

  return inet_pton (AF_INET, address, &raw) == 1;
}

static void
add_entry (HallPacket            *packet,
           const HallRosterEntry *entry)
{
  if (packet->entries == NULL)
    packet->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_roster_entry_free);

  g_ptr_array_add (packet->entries, hall_roster_entry_copy (entry));
}

static HallPacket *
new_page (HallHost *self)
{
  HallPacket *packet = hall_packet_new (HALL_PACKET_ROSTER);

  packet->room = g_strdup (self->genesis->id);
  packet->roster_version = self->roster_version;

  return packet;
}

/* (transfer full): the pages that follow @first, which gets the first entries. */
static GPtrArray *
fill_pages (HallHost   *self,
            HallPacket *first,
            GPtrArray  *entries)
{
  GPtrArray *pages = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_packet_unref);
  HallPacket *page = first;

  for (guint i = 0; i < entries->len; i++)
    {
      if (page->entries != NULL && page->entries->len == ENTRIES_PER_PAGE)
        {
          page->more = TRUE;
          page = new_page (self);
          g_ptr_array_add (pages, page);
        }
      add_entry (page, g_ptr_array_index (entries, i));
    }

  return pages;
}

/* `welcome` with everybody who is there now; it may know of changes whose batch is still to come,
 * which then say the same once more. */
void
hall_host_welcome (HallHost   *self,
                   HallMember *member)
{
  g_autoptr (HallPacket) welcome = hall_packet_new (HALL_PACKET_WELCOME);
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  g_autoptr (GPtrArray) pages = NULL;

  g_ptr_array_add (entries, self->own_entry);
  for (guint i = 0; i < self->members->len; i++)
    g_ptr_array_add (entries, ((HallMember *) g_ptr_array_index (self->members, i))->entry);

  welcome->room = g_strdup (self->genesis->id);
  welcome->epoch = self->epoch;
  welcome->genesis = hall_event_ref (self->genesis);
  welcome->members = hall_host_count_members (self);
  welcome->roster_version = self->roster_version;
  welcome->now_ms = hall_clock_get_wall (self->clock);
  pages = fill_pages (self, welcome, entries);

  hall_link_send (member->link, welcome, HALL_LINK_CHAT);
  for (guint i = 0; i < pages->len; i++)
    hall_link_send (member->link, g_ptr_array_index (pages, i), HALL_LINK_CHAT);
}

static GPtrArray *
collect_added (HallHost *self)
{
  GPtrArray *entries = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->added);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      HallMember *member = hall_host_find_member (self, id);

      if (member != NULL)
        g_ptr_array_add (entries, member->entry);
      else if (g_str_equal (id, self->own_entry->id))
        g_ptr_array_add (entries, self->own_entry);
    }

  return entries;
}

/* Its own pages: whoever comes and goes within a batch is in no roster, but counts here. */
static void
add_gone (HallHost  *self,
          GPtrArray *pages)
{
  guint n = 0;
  g_autofree char **ids = (char **) g_hash_table_get_keys_as_array (self->gone, &n);

  for (guint i = 0; i < n; i += GONE_PER_PAGE)
    {
      HallPacket *page = new_page (self);
      guint length = MIN (GONE_PER_PAGE, n - i);

      page->gone = g_new0 (char *, length + 1);
      for (guint j = 0; j < length; j++)
        page->gone[j] = g_strdup (ids[i + j]);
      g_ptr_array_add (pages, page);
    }
}

static void
on_roster_due (gpointer user_data)
{
  HallHost *self = HALL_HOST (user_data);
  g_autoptr (GPtrArray) entries = collect_added (self);
  g_autoptr (HallPacket) first = NULL;
  g_autoptr (GPtrArray) pages = NULL;

  self->roster_version++;

  first = new_page (self);
  pages = fill_pages (self, first, entries);
  if (entries->len > 0)
    g_ptr_array_insert (pages, 0, g_steal_pointer (&first));
  add_gone (self, pages);

  for (guint i = 0; i < pages->len; i++)
    {
      HallPacket *page = g_ptr_array_index (pages, i);

      page->more = i + 1 < pages->len;
      hall_host_send_all (self, page, NULL);
    }

  g_hash_table_remove_all (self->added);
  g_hash_table_remove_all (self->gone);
}

void
hall_host_init_roster (HallHost *self)
{
  self->roster_timer = hall_timer_new (self->clock, on_roster_due, self);
}

static void
schedule (HallHost *self)
{
  if (!hall_timer_is_running (self->roster_timer) && !self->closed)
    hall_timer_start (self->roster_timer, HALL_ROSTER_BATCH_MS);
}

/* Somebody came or changed. */
void
hall_host_roster_add (HallHost   *self,
                      const char *id)
{
  g_hash_table_remove (self->gone, id);
  g_hash_table_add (self->added, g_strdup (id));
  schedule (self);
}

/* Somebody went. */
void
hall_host_roster_remove (HallHost   *self,
                         const char *id)
{
  g_hash_table_remove (self->added, id);
  g_hash_table_add (self->gone, g_strdup (id));
  schedule (self);
}
