/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* bench-relay-members.c: the members of bench-relay: they join, decipher, and count.
 *
 * A process of its own, made of bare sockets and GnuTLS: blocking until all have joined, then one
 * epoll loop. It exits after its last report.
 */

#include "config.h"

#include <errno.h>
#include <glib-unix.h>
#include <gnutls/gnutls.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "hall-identity-private.h"
#include "hall-limits.h"
#include "hall-packet.h"

#include "bench-relay.h"

typedef struct
{
  int fd;
  gnutls_session_t session;
  HallFramer *framer;
  guint received;
} Member;

static gssize
member_read (Member *member,
             void   *buffer,
             gsize   size)
{
  gssize got;

  if (member->session == NULL)
    return recv (member->fd, buffer, size, 0);

  do
    got = gnutls_record_recv (member->session, buffer, size);
  while (got == GNUTLS_E_INTERRUPTED);

  return got == GNUTLS_E_AGAIN ? -1 : got;
}

static void
member_write (Member *member,
              GBytes *frame)
{
  const guint8 *data = g_bytes_get_data (frame, NULL);
  gsize left = g_bytes_get_size (frame);

  while (left > 0)
    {
      gssize sent = member->session != NULL ? gnutls_record_send (member->session, data, left)
                                            : send (member->fd, data, left, MSG_NOSIGNAL);

      if (sent < 0 && sent != GNUTLS_E_AGAIN && errno != EAGAIN)
        g_error ("The members can't write");
      if (sent < 0)
        continue;
      data += sent;
      left -= (gsize) sent;
    }
}

static void
member_say (Member     *member,
            HallPacket *packet)
{
  g_autoptr (GBytes) frame = hall_packet_encode (packet, NULL);

  member_write (member, frame);
}

/* Blocking: to the first packet of a type. */
static void
member_await (Member         *member,
              HallPacketType  type)
{
  guint8 buffer[16384];
  HallFrame frame;

  for (;;)
    {
      gssize got;

      while (hall_framer_next (member->framer, &frame, NULL))
        {
          g_autoptr (HallPacket) packet = hall_packet_decode (&frame, NULL);

          if (packet != NULL && packet->type == type)
            return;
        }
      got = member_read (member, buffer, sizeof buffer);
      if (got <= 0)
        g_error ("The members were refused");
      hall_framer_feed (member->framer, buffer, (gsize) got);
    }
}

static void
member_connect (Member  *member,
                guint16  port)
{
  struct sockaddr_in address = {
    .sin_family = AF_INET,
    .sin_port = htons (port),
    .sin_addr.s_addr = htonl (INADDR_LOOPBACK),
  };
  int on = 1;

  member->framer = hall_framer_new ();
  member->fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  setsockopt (member->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (connect (member->fd, (struct sockaddr *) &address, sizeof address) != 0)
    g_error ("The members can't connect: %s", g_strerror (errno));
}

static void
member_join (Member       *member,
             HallIdentity *identity,
             const char   *room)
{
  g_autoptr (HallPacket) hello = hall_packet_new (HALL_PACKET_HELLO);
  g_autoptr (HallPacket) join = hall_packet_new (HALL_PACKET_JOIN);

  gnutls_init (&member->session, GNUTLS_CLIENT | GNUTLS_NO_SIGNAL);
  gnutls_priority_set (member->session, hall_identity_get_priority (identity));
  gnutls_credentials_set (member->session, GNUTLS_CRD_CERTIFICATE,
                          hall_identity_get_credentials (identity));
  gnutls_transport_set_int (member->session, member->fd);
  if (gnutls_handshake (member->session) < 0)
    g_error ("The members' handshake failed");

  hello->version_min = HALL_PROTOCOL_VERSION_MIN;
  hello->version_max = HALL_PROTOCOL_VERSION_MAX;
  hello->now_ms = g_get_real_time () / 1000;
  member_say (member, hello);
  member_await (member, HALL_PACKET_HELLO);

  join->room = g_strdup (room);
  join->name = g_strdup ("A member");
  member_say (member, join);
  member_await (member, HALL_PACKET_WELCOME);
}

HallIdentity *
bench_new_identity (void)
{
  g_autoptr (HallKey) key = hall_key_new_generated (NULL);

  return hall_identity_new (key, NULL);
}

static GPtrArray *
make_frames (const Run    *run,
             HallIdentity *author,
             const char   *room)
{
  GPtrArray *frames = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autofree char *text = g_strnfill (TEXT_LENGTH, 'x');
  gint64 now = g_get_real_time () / 1000;

  for (guint i = 0; i < run->events + WARM_UP; i++)
    {
      g_autoptr (HallEvent) event = hall_event_new_text (hall_identity_get_key (author), room,
                                                         now + i, now, NULL, NULL, text, NULL);
      g_autoptr (HallPacket) packet = hall_packet_new_event (event);

      g_ptr_array_add (frames, hall_packet_encode (packet, NULL));
    }

  return frames;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

typedef struct
{
  const Run *run;
  Member *members;
  GPtrArray *frames;
  int epoll;
  int reports;
  guint *got;             /* how many have each event */
  gint64 *sent_at;
  guint sent;
  guint complete;
  gint64 start;           /* 0: still warming up */
  GArray *latencies;
} Drive;

static void
take_frames (Drive  *drive,
             Member *member)
{
  HallFrame frame;

  while (hall_framer_next (member->framer, &frame, NULL))
    {
      double latency;

      if (memmem (frame.payload, MIN (frame.length, 16), "\"ev\"", 4) == NULL)
        continue;

      latency = (double) (g_get_monotonic_time () - drive->sent_at[member->received]);
      if (drive->start != 0)
        g_array_append_val (drive->latencies, latency);
      if (++drive->got[member->received++] == drive->run->members - 1)
        drive->complete++;
    }
}

static void
receive_some (Drive *drive)
{
  struct epoll_event events[128];
  guint8 buffer[16384];
  int ready = epoll_wait (drive->epoll, events, G_N_ELEMENTS (events), 30000);

  if (ready == 0)
    g_error ("Nothing arrives");

  for (int i = 0; i < ready; i++)
    {
      Member *member = &drive->members[events[i].data.u32];
      gssize length;

      while ((length = member_read (member, buffer, sizeof buffer)) > 0)
        hall_framer_feed (member->framer, buffer, (gsize) length);
      if (length == 0)
        g_error ("A member was closed");
      take_frames (drive, member);
    }
}

static void
send_some (Drive *drive)
{
  /* The warm-up ends with nothing under way, so that the figures begin clean. */
  if (drive->start == 0 && drive->complete >= WARM_UP && drive->complete == drive->sent)
    {
      drive->start = g_get_monotonic_time ();
      g_assert (write (drive->reports, "S", 1) == 1);
    }

  while (drive->sent < drive->frames->len
         && drive->sent - drive->complete < drive->run->in_flight
         && (drive->start != 0 || drive->sent < WARM_UP))
    {
      drive->sent_at[drive->sent] = g_get_monotonic_time ();
      member_write (&drive->members[0], g_ptr_array_index (drive->frames, drive->sent++));
    }
}

/* One event to all, so many of them at a time. */
static void
drive_members (const Run *run,
               Member    *members,
               GPtrArray *frames,
               int        reports,
               Tally     *tally)
{
  Drive drive = { .run = run, .members = members, .frames = frames, .reports = reports };
  GArray *latencies = drive.latencies = g_array_new (FALSE, FALSE, sizeof (double));

  drive.got = g_new0 (guint, frames->len);
  drive.sent_at = g_new0 (gint64, frames->len);
  drive.epoll = epoll_create1 (EPOLL_CLOEXEC);
  for (guint i = 0; i < run->members; i++)
    {
      struct epoll_event event = { .events = EPOLLIN, .data.u32 = i };

      g_unix_set_fd_nonblocking (members[i].fd, TRUE, NULL);
      epoll_ctl (drive.epoll, EPOLL_CTL_ADD, members[i].fd, &event);
    }

  while (drive.complete < frames->len)
    {
      send_some (&drive);
      receive_some (&drive);
    }

  g_assert (write (reports, "E", 1) == 1);
  tally->rate = (double) latencies->len * 1e6 / (double) (g_get_monotonic_time () - drive.start);
  g_array_sort (latencies, compare_doubles);
  tally->p50_us = g_array_index (latencies, double, latencies->len / 2);
  tally->p99_us = g_array_index (latencies, double, latencies->len * 99 / 100);
}

void
bench_be_members (const Run  *run,
                  guint16     port,
                  const char *room,
                  int         reports)
{
  g_autofree Member *members = g_new0 (Member, run->members);
  g_autoptr (HallIdentity) author = bench_new_identity ();
  g_autoptr (GPtrArray) frames = make_frames (run, author, room);
  Tally tally = { 0 };

  for (guint i = 0; i < run->members; i++)
    {
      member_connect (&members[i], port);
      if (run->tls && i == 0)
        member_join (&members[i], author, room);
      else if (run->tls)
        {
          g_autoptr (HallIdentity) identity = bench_new_identity ();

          /* The session uses its credentials later, too. */
          member_join (&members[i], g_steal_pointer (&identity), room);
        }
    }

  g_assert (write (reports, "J", 1) == 1);
  drive_members (run, members, frames, reports, &tally);
  g_assert (write (reports, &tally, sizeof tally) == sizeof tally);
  _exit (0);
}
