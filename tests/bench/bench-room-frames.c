/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* bench-room-frames.c: the frame clock and the main loop, watched.
 *
 * A turn of the main loop is what happens between two polls. What keeps a frame from coming may
 * stand outside of frames, which is why both are measured.
 */

#define G_LOG_DOMAIN "bench-room-frames"

#include "config.h"

#include "bench-room-frames.h"

static struct
{
  FrameCallback callback;
  gpointer user_data;
  GPollFunc poll;
  gint64 frame_began;
  gint64 turn_began;   /* 0: not within a turn that counts */
  GArray *frames;      /* of double, ms */
  FrameFigures figures;
} watch;

static double
since (gint64 began)
{
  return (double) (g_get_monotonic_time () - began) / 1000;
}

static int
poll_and_note (GPollFD *fds,
               guint    n_fds,
               int      timeout)
{
  int n_ready;

  if (watch.turn_began != 0)
    watch.figures.longest_turn_ms = MAX (watch.figures.longest_turn_ms, since (watch.turn_began));
  n_ready = watch.poll (fds, n_fds, timeout);
  watch.turn_began = g_get_monotonic_time ();
  return n_ready;
}

static void
on_before_paint (GdkFrameClock *clock,
                 gpointer       user_data)
{
  watch.frame_began = g_get_monotonic_time ();
}

static void
on_after_paint (GdkFrameClock *clock,
                gpointer       user_data)
{
  double took = since (watch.frame_began);

  watch.figures.n_frames++;
  watch.figures.longest_frame_ms = MAX (watch.figures.longest_frame_ms, took);
  g_array_append_val (watch.frames, took);
  watch.callback (g_get_monotonic_time (), watch.user_data);
}

void
bench_frames_watch (GtkWidget    *window,
                    FrameCallback callback,
                    gpointer      user_data)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);

  watch.frames = g_array_new (FALSE, FALSE, sizeof (double));
  watch.callback = callback;
  watch.user_data = user_data;
  watch.poll = g_main_context_get_poll_func (NULL);
  g_main_context_set_poll_func (NULL, poll_and_note);
  g_signal_connect (clock, "before-paint", G_CALLBACK (on_before_paint), NULL);
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (on_after_paint), NULL);
}

void
bench_frames_begin (void)
{
  watch.figures = (FrameFigures) { 0 };
  g_array_set_size (watch.frames, 0);
  watch.turn_began = 0;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return (first > second) - (first < second);
}

FrameFigures
bench_frames_end (void)
{
  g_array_sort (watch.frames, compare_doubles);
  if (watch.frames->len > 0)
    watch.figures.frame_p95_ms = g_array_index (watch.frames, double, watch.frames->len * 95 / 100);
  return watch.figures;
}
