/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* bench-join-storm.c: a room of two hundred that fills at once: how long until everybody knows
 * everybody, and what the host says for that.
 *
 *     bench-join-storm [COMMIT]
 *
 * This process hosts; another has 199 members, all of which dial at the same moment over loopback,
 * and so share the places that the listener has for one address. Prints one JSON line; it judges
 * nothing.
 */

#include "config.h"

#include <gio/gio.h>
#include <glib-unix.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "hall-host.h"
#include "hall-limits.h"
#include "hall-listener.h"
#include "hall-tls-link.h"

#include "bench-figures.h"

#define MEMBERS (HALL_ROOM_MEMBERS_DEFAULT - 1)
#define RUNS 5

/* What the members' process tells at the end. */
typedef struct
{
  double welcomed_ms;      /* from the first dial until all have been welcomed */
  double complete_ms;      /* and until all know all */
  double welcome_bytes;    /* whole rosters, one for each newcomer: their first and last */
  double change_bytes;     /* changes, to all members together */
  double change_entries;
  double whole_bytes;      /* had each of these changes been a whole roster */
  double redials;
} Tally;

typedef struct
{
  Tally tally;
  double cpu_ms;           /* of the host */
} Figures;

typedef struct
{
  guint16 port;
  const char *room;
  const char *host_id;
  HallCounters *counters;
  HallClock *clock;
  gint64 begin;
  guint n_welcomed;
  guint n_complete;
  Tally tally;
} Storm;

typedef struct
{
  Storm *storm;
  HallIdentity *identity;
  HallLink *link;
  GHashTable *known;
  gboolean in_welcome;     /* further pages of it follow */
} Member;

static void dial (Member *member);

static double
elapsed_ms (Storm *storm)
{
  return (double) (g_get_monotonic_time () - storm->begin) / 1000;
}

static void
on_ready (HallLink *link,
          Member   *member)
{
  g_autoptr (HallPacket) join = hall_packet_new (HALL_PACKET_JOIN);

  join->room = g_strdup (member->storm->room);
  join->name = g_strdup ("One of two hundred");
  join->tcp_port = HALL_DEFAULT_PORT;
  join->fit = 3;
  hall_link_send (link, join, HALL_LINK_CHAT);
}

static void
learn (Member     *member,
       HallPacket *packet)
{
  Storm *storm = member->storm;
  gboolean complete = g_hash_table_size (member->known) == MEMBERS + 1;

  for (guint i = 0; packet->entries != NULL && i < packet->entries->len; i++)
    {
      HallRosterEntry *entry = g_ptr_array_index (packet->entries, i);

      g_hash_table_add (member->known, g_strdup (entry->id));
    }
  if (!complete && g_hash_table_size (member->known) == MEMBERS + 1)
    {
      storm->n_complete++;
      storm->tally.complete_ms = elapsed_ms (storm);
    }
}

static void
count_change (Member     *member,
              HallPacket *packet,
              double      size)
{
  Tally *tally = &member->storm->tally;
  guint entries = packet->entries != NULL ? packet->entries->len : 0;

  tally->change_bytes += size;
  tally->change_entries += entries;
  /* With as many bytes for each entry. */
  if (!packet->more && entries > 0)
    tally->whole_bytes += size / entries * g_hash_table_size (member->known);
}

static void
on_packet (HallLink   *link,
           HallPacket *packet,
           Member     *member)
{
  Storm *storm = member->storm;
  g_autoptr (GBytes) frame = NULL;
  double size;

  if (packet->type != HALL_PACKET_WELCOME && packet->type != HALL_PACKET_ROSTER)
    return;

  frame = hall_packet_encode (packet, NULL);
  size = (double) g_bytes_get_size (frame);
  learn (member, packet);
  if (packet->type == HALL_PACKET_WELCOME)
    {
      storm->n_welcomed++;
      storm->tally.welcomed_ms = elapsed_ms (storm);
    }
  if (packet->type == HALL_PACKET_WELCOME || member->in_welcome)
    {
      storm->tally.welcome_bytes += size;
      member->in_welcome = packet->more;
    }
  else
    count_change (member, packet, size);
}

static void
on_closed (HallLink     *link,
           const GError *error,
           Member       *member)
{
  member->storm->tally.redials++;
  dial (member);
}

static void
dial (Member *member)
{
  Storm *storm = member->storm;

  g_clear_object (&member->link);
  member->link = hall_tls_link_new_outgoing ("127.0.0.1", storm->port, NULL, storm->host_id,
                                             HALL_PURPOSE_ROOM, member->identity, storm->counters,
                                             storm->clock);
  g_signal_connect (member->link, "ready", G_CALLBACK (on_ready), member);
  g_signal_connect (member->link, "packet", G_CALLBACK (on_packet), member);
  g_signal_connect (member->link, "closed", G_CALLBACK (on_closed), member);
}

static HallIdentity *
new_identity (void)
{
  g_autoptr (HallKey) key = hall_key_new_generated (NULL);

  return hall_identity_new (key, NULL);
}

/* In a process of its own. Never returns. */
static G_GNUC_NORETURN void
be_members (Storm *storm,
            int    reports)
{
  g_autofree Member *members = g_new0 (Member, MEMBERS);

  storm->counters = hall_counters_new ();
  storm->clock = hall_clock_new ();
  for (guint i = 0; i < MEMBERS; i++)
    {
      members[i].storm = storm;
      members[i].identity = new_identity ();
      members[i].known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
    }

  g_assert (write (reports, "B", 1) == 1);
  storm->begin = g_get_monotonic_time ();
  for (guint i = 0; i < MEMBERS; i++)
    dial (&members[i]);
  while (storm->n_complete < MEMBERS)
    g_main_context_iteration (NULL, TRUE);

  g_assert (storm->n_welcomed >= MEMBERS);
  g_assert (write (reports, &storm->tally, sizeof storm->tally) == sizeof storm->tally);
  _exit (0);
}

typedef struct
{
  HallHost *host;
  GPtrArray *visitors;
  int reports;
  gboolean begun;
  gboolean done;
  Figures figures;
} Server;

static void
on_join (HallLink   *link,
         HallPacket *packet,
         Server     *self)
{
  g_signal_handlers_disconnect_by_data (link, self);
  hall_host_admit (self->host, link, packet);
  g_ptr_array_remove (self->visitors, link);
}

static void
on_link (HallListener *listener,
         HallLink     *link,
         Server       *self)
{
  g_ptr_array_add (self->visitors, g_object_ref (link));
  g_signal_connect (link, "packet", G_CALLBACK (on_join), self);
}

static gboolean
on_report (int          fd,
           GIOCondition condition,
           gpointer     user_data)
{
  Server *self = user_data;
  char letter;

  if (!self->begun)
    {
      if (read (fd, &letter, 1) != 1)
        g_error ("The members died");
      self->begun = TRUE;
      self->figures.cpu_ms = -bench_process_cpu_us () / 1000;
      return G_SOURCE_CONTINUE;
    }

  if (read (fd, &self->figures.tally, sizeof (Tally)) != sizeof (Tally))
    g_error ("The members died");
  self->figures.cpu_ms += bench_process_cpu_us () / 1000;
  self->done = TRUE;

  return G_SOURCE_CONTINUE;
}

static Figures
run_once (void)
{
  g_autoptr (HallIdentity) identity = new_identity ();
  g_autoptr (HallCounters) counters = hall_counters_new ();
  g_autoptr (HallClock) clock = hall_clock_new ();
  g_autoptr (HallListener) listener = hall_listener_new (identity, counters, clock);
  gint64 now = hall_clock_get_wall (clock);
  g_autoptr (HallEvent) genesis = hall_event_new_genesis (hall_identity_get_key (identity), now,
                                                          now, "Bench", NULL, HALL_HISTORY_ALL,
                                                          NULL);
  Server self = { 0 };
  Storm storm = { 0 };
  int pipes[2];
  guint source;
  pid_t pid;

  self.visitors = g_ptr_array_new_with_free_func (g_object_unref);
  self.host = hall_host_new (identity, counters, clock, genesis, "Host");
  g_signal_connect (listener, "link", G_CALLBACK (on_link), &self);
  if (!hall_listener_open (listener, 0, TRUE, NULL) || pipe (pipes) != 0)
    g_error ("No port");

  storm.port = hall_listener_get_port (listener);
  storm.room = genesis->id;
  storm.host_id = hall_identity_get_id (identity);
  pid = fork ();
  if (pid < 0)
    g_error ("No process");
  if (pid == 0)
    {
      /* The reactor is of the host's process. */
      execl ("/proc/self/exe", "bench-join-storm", "--members",
             g_strdup_printf ("%u", storm.port), storm.room, storm.host_id,
             g_strdup_printf ("%d", pipes[1]), NULL);
      _exit (1);
    }

  self.reports = pipes[0];
  source = g_unix_fd_add (pipes[0], G_IO_IN, on_report, &self);
  while (!self.done)
    g_main_context_iteration (NULL, TRUE);

  waitpid (pid, NULL, 0);
  g_source_remove (source);
  close (pipes[0]);
  close (pipes[1]);
  hall_host_close (self.host);
  g_object_unref (self.host);
  g_ptr_array_unref (self.visitors);

  return self.figures;
}

static void
print_figures (const Figures *figures)
{
  const Tally *tally = &figures->tally;

  g_print ("{\"all_welcomed_ms\": %.0f, \"all_know_all_ms\": %.0f, \"host_cpu_ms\": %.0f, "
           "\"change_bytes\": %.0f, \"change_entries\": %.0f, "
           "\"whole_rosters_bytes_instead\": %.0f, \"welcome_bytes\": %.0f, \"redials\": %.0f}",
           tally->welcomed_ms, tally->complete_ms, figures->cpu_ms, tally->change_bytes,
           tally->change_entries, tally->whole_bytes, tally->welcome_bytes, tally->redials);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *model = bench_cpu_model ();

  if (argc == 6 && g_str_equal (argv[1], "--members"))
    {
      Storm storm = { .port = (guint16) atoi (argv[2]), .room = argv[3], .host_id = argv[4] };

      be_members (&storm, atoi (argv[5]));
    }

  g_print ("{\"bench\": \"join-storm\", \"commit\": \"%s\", \"cpu\": \"%s\", \"cores\": %u, "
           "\"members\": %d, \"store\": false, \"runs\": [",
           argc > 1 ? argv[1] : "unknown", model, g_get_num_processors (), MEMBERS + 1);
  for (guint i = 0; i < RUNS; i++)
    {
      Figures figures = run_once ();

      g_print ("%s", i > 0 ? ", " : "");
      print_figures (&figures);
    }
  g_print ("]}\n");

  return 0;
}
