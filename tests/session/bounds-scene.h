/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* bounds-scene.h: machines of a FakeLan, and links to the first of them whose other end is made by
 * hand.
 */

#pragma once

#include "fake-machine.h"
#include "fake-wraps.h"
#include "hall-limits.h"

#define S ((gint64) G_USEC_PER_SEC)
#define N_MAX 6

typedef struct
{
  FakeLan *lan;
  guint n;
  FakeMachine *machines[N_MAX];
  GPtrArray *ends;           /* (element-type End) */
} Lan;

/* The hand-made end of a link. */
typedef struct
{
  HallLink *link;
  gboolean ready;
  gboolean closed;
  GPtrArray *packets;
} End;

static inline void
run_for (Lan    *test,
         gint64  microseconds)
{
  fake_lan_run_until (test->lan, test->lan->now + microseconds);
}

/* The first one is looked at. */
static inline void
begin (Lan   *test,
       guint  n)
{
  test->lan = fake_lan_new (1);
  test->n = n;
  test->ends = g_ptr_array_new ();
  fake_wraps_begin (test->lan, 1);
  for (guint i = 0; i < n; i++)
    test->machines[i] = fake_machine_new (test->lan, 0);
  for (guint i = 0; i < n; i++)
    {
      fake_machine_start (test->machines[i]);
      /* It follows one room; here there is none. */
      g_signal_handlers_disconnect_by_data (test->machines[i]->session, test->machines[i]);
    }
  run_for (test, 12 * S);
}

static inline void
end (Lan *test)
{
  for (guint i = 0; i < test->ends->len; i++)
    {
      End *one = g_ptr_array_index (test->ends, i);

      g_signal_handlers_disconnect_by_data (one->link, one);
      hall_link_close (one->link);
      g_object_unref (one->link);
      g_ptr_array_unref (one->packets);
      g_free (one);
    }
  g_ptr_array_unref (test->ends);
  for (guint i = 0; i < test->n; i++)
    fake_machine_free (test->machines[i]);
  fake_lan_free (test->lan);
  fake_wraps_end ();
}

static inline guint64
count (Lan         *test,
       HallCounter  counter)
{
  return hall_counters_get (hall_session_get_context (test->machines[0]->session)->counters,
                            counter);
}

static inline void
on_ready (HallLink *link,
          End      *one)
{
  one->ready = TRUE;
}

static inline void
on_packet (HallLink   *link,
           HallPacket *packet,
           End        *one)
{
  g_ptr_array_add (one->packets, hall_packet_ref (packet));
}

static inline void
on_closed (HallLink     *link,
           const GError *error,
           End          *one)
{
  one->closed = TRUE;
}

/* (transfer none): from machine @i to the first one. */
static inline End *
dial (Lan   *test,
      guint  i)
{
  HallContext *context = hall_session_get_context (test->machines[i]->session);
  End *one = g_new0 (End, 1);

  one->packets = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_packet_unref);
  one->link = hall_context_dial (context, test->machines[0]->node->address, HALL_DEFAULT_PORT,
                                 test->machines[0]->id, HALL_PURPOSE_DIRECTORY);
  g_signal_connect (one->link, "ready", G_CALLBACK (on_ready), one);
  g_signal_connect (one->link, "packet", G_CALLBACK (on_packet), one);
  g_signal_connect (one->link, "closed", G_CALLBACK (on_closed), one);
  g_ptr_array_add (test->ends, one);
  return one;
}

/* @packet: (transfer full) */
static inline void
send (End        *one,
      HallPacket *packet)
{
  hall_link_send (one->link, packet, HALL_LINK_BACKGROUND);
  hall_packet_unref (packet);
}

/* @token: (nullable): what is offered */
static inline void
ask (Lan        *test,
     End        *one,
     gboolean    stay,
     const char *token)
{
  HallPacket *question = hall_packet_new (HALL_PACKET_DIRECTORY);

  question->question = TRUE;
  question->stay = stay;
  question->have = g_new0 (char *, 2);
  question->have[0] = g_strdup (token);
  send (one, question);
  run_for (test, S / 10);
}
