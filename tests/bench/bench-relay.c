/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* bench-relay.c: what relaying costs a host: CPU per delivery, latency, memory per member.
 *
 *     bench-relay [COMMIT]
 *
 * This process hosts; another holds the members, which only decipher and count. The same members
 * then use a bare plaintext relay, the baseline of the run. No store takes part: an event is
 * acknowledged at once. Prints one JSON line; it judges nothing.
 */

#include "config.h"

#include <gio/gio.h>
#include <glib-unix.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "hall-host.h"
#include "hall-tls-link-private.h"
#include "hall-listener.h"

#include "bench-figures.h"
#include "bench-relay.h"

typedef struct
{
  double cpu_us;          /* of the relaying process, per delivery */
  double p50_us;
  double p99_us;
  double rate;            /* deliveries per second */
  double member_kib;
} Figures;

static double
resident_kib (void)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) words = NULL;

  if (!g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    return 0;

  words = g_strsplit (text, " ", 3);
  return (double) g_ascii_strtoull (words[1], NULL, 10) * (double) getpagesize () / 1024;
}

typedef struct
{
  HallHost *host;
  GPtrArray *visitors;
  int reports;
  double memory;
  double cpu;
  Figures *figures;
  const Run *run;
  gboolean done;
} Server;

/* Takes one report; at the end the figures. */
static void
take_report (Server *self)
{
  double deliveries = (double) self->run->events * (self->run->members - 1);
  char letter = 0;
  Tally tally;

  if (read (self->reports, &letter, 1) != 1)
    g_error ("The members died");

  if (letter == 'J')
    self->figures->member_kib = (resident_kib () - self->memory) / self->run->members;
  else if (letter == 'S')
    self->cpu = bench_process_cpu_us ();
  else
    {
      self->figures->cpu_us = (bench_process_cpu_us () - self->cpu) / deliveries;
      g_assert (read (self->reports, &tally, sizeof tally) == sizeof tally);
      self->figures->p50_us = tally.p50_us;
      self->figures->p99_us = tally.p99_us;
      self->figures->rate = tally.rate;
      self->done = TRUE;
    }
}

static gboolean
on_report (int          fd,
           GIOCondition condition,
           gpointer     user_data)
{
  take_report (user_data);

  return G_SOURCE_CONTINUE;
}

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

static void
on_event (HallHost   *host,
          HallEvent  *event,
          const char *member_id,
          Server     *self)
{
  hall_host_acknowledge (host, member_id, event->id, HALL_ACK_STORED);
}

static void
relay_by_hallway (const Run *run,
                  Figures   *figures)
{
  static const HallTlsLinkTimers patient = { 60000, 60000, 60000, 600000, 600000, 600000, 1000 };
  g_autoptr (HallIdentity) identity = bench_new_identity ();
  g_autoptr (HallCounters) counters = hall_counters_new ();
  g_autoptr (HallClock) clock = hall_clock_new ();
  g_autoptr (HallListener) listener = hall_listener_new (identity, counters, clock);
  gint64 now = g_get_real_time () / 1000;
  g_autoptr (HallEvent) genesis = hall_event_new_genesis (hall_identity_get_key (identity), now,
                                                          now, "Bench", NULL, HALL_HISTORY_ALL,
                                                          NULL);
  Server self = { .run = run, .figures = figures };
  int pipes[2];
  guint source;
  pid_t pid;

  hall_tls_link_set_timers (&patient);
  self.visitors = g_ptr_array_new_with_free_func (g_object_unref);
  self.host = hall_host_new (identity, counters, clock, genesis, "Host");
  hall_host_set_rates (self.host, 0, 0);
  g_signal_connect (self.host, "event", G_CALLBACK (on_event), &self);
  g_signal_connect (listener, "link", G_CALLBACK (on_link), &self);
  if (!hall_listener_open (listener, 0, TRUE, NULL) || pipe (pipes) != 0)
    g_error ("No port");

  self.memory = resident_kib ();
  pid = fork ();
  if (pid == 0)
    bench_be_members (run, hall_listener_get_port (listener), genesis->id, pipes[1]);

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
}

/* As little as a relay can do: what the first connection says goes to all others. */
static void
relay_plainly (const Run *run,
               Figures   *figures)
{
  struct sockaddr_in address = { .sin_family = AF_INET };
  socklen_t length = sizeof address;
  Server self = { .run = run, .figures = figures };
  g_autofree int *fds = g_new0 (int, run->members);
  struct epoll_event event = { .events = EPOLLIN };
  static guint8 buffer[65536];
  int epoll = epoll_create1 (EPOLL_CLOEXEC);
  int listening = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  int on = 1;
  int pipes[2];
  pid_t pid;

  if (bind (listening, (struct sockaddr *) &address, length) != 0 || listen (listening, 512) != 0
      || getsockname (listening, (struct sockaddr *) &address, &length) != 0 || pipe (pipes) != 0)
    g_error ("No port");

  self.memory = resident_kib ();
  pid = fork ();
  if (pid == 0)
    bench_be_members (run, ntohs (address.sin_port), "AAAAAAAAAAAAAAAAAAAAAA", pipes[1]);

  for (guint i = 0; i < run->members; i++)
    {
      fds[i] = accept (listening, NULL, NULL);
      setsockopt (fds[i], IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    }

  self.reports = pipes[0];
  event.data.fd = pipes[0];
  epoll_ctl (epoll, EPOLL_CTL_ADD, pipes[0], &event);
  event.data.fd = fds[0];
  epoll_ctl (epoll, EPOLL_CTL_ADD, fds[0], &event);
  while (!self.done)
    {
      gssize got;

      if (epoll_wait (epoll, &event, 1, -1) != 1)
        continue;
      if (event.data.fd == pipes[0])
        take_report (&self);
      else if ((got = recv (fds[0], buffer, sizeof buffer, 0)) > 0)
        for (guint i = 1; i < run->members; i++)
          g_assert (send (fds[i], buffer, (gsize) got, MSG_NOSIGNAL) == got);
    }

  waitpid (pid, NULL, 0);
  for (guint i = 0; i < run->members; i++)
    close (fds[i]);
  close (listening);
  close (epoll);
  close (pipes[0]);
  close (pipes[1]);
}

/* In a process of its own: what an earlier run has freed would hide what this one takes. */
static void
run_apart (void     (*relay) (const Run *run,
                              Figures   *figures),
           const Run *run,
           Figures   *figures)
{
  int pipes[2];
  pid_t pid;

  if (pipe (pipes) != 0 || (pid = fork ()) < 0)
    g_error ("No process");
  if (pid == 0)
    {
      relay (run, figures);
      g_assert (write (pipes[1], figures, sizeof *figures) == sizeof *figures);
      _exit (0);
    }

  close (pipes[1]);
  if (read (pipes[0], figures, sizeof *figures) != sizeof *figures)
    g_error ("A run failed");
  close (pipes[0]);
  waitpid (pid, NULL, 0);
}

static void
print_figures (const char    *name,
               const Figures *figures)
{
  g_print ("\"%s\": {\"cpu_us_per_delivery\": %.2f, \"p50_us\": %.0f, \"p99_us\": %.0f, "
           "\"deliveries_per_second\": %.0f, \"kib_per_member\": %.1f}",
           name, figures->cpu_us, figures->p50_us, figures->p99_us, figures->rate,
           figures->member_kib);
}

int
main (int    argc,
      char **argv)
{
  static const Run runs[] = {
    { 10, 1, 2000, TRUE },
    { 10, 64, 20000, TRUE },
    { 100, 1, 1000, TRUE },
    { 100, 64, 6000, TRUE },
  };
  g_autofree char *model = bench_cpu_model ();

  g_print ("{\"bench\": \"relay\", \"commit\": \"%s\", \"cpu\": \"%s\", \"cores\": %u, "
           "\"text_bytes\": %d, \"store\": false, \"runs\": [",
           argc > 1 ? argv[1] : "unknown", model, g_get_num_processors (), TEXT_LENGTH);

  for (gsize i = 0; i < G_N_ELEMENTS (runs); i++)
    {
      Run plain = runs[i];
      Figures hallway = { 0 };
      Figures bare = { 0 };

      run_apart (relay_by_hallway, &runs[i], &hallway);
      plain.tls = FALSE;
      run_apart (relay_plainly, &plain, &bare);

      g_print ("%s{\"members\": %u, \"in_flight\": %u, ", i > 0 ? ", " : "", runs[i].members,
               runs[i].in_flight);
      print_figures ("hallway", &hallway);
      g_print (", ");
      print_figures ("baseline_plain_relay", &bare);
      g_print ("}");
    }
  g_print ("]}\n");

  return 0;
}
