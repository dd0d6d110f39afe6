/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* bench-room-frames.c: the frame clock and the main loop, watched.
 *
 * A turn of the main loop is what happens between two polls. What keeps a frame from coming may
 * stand outside of frames, which is why both are measured. The processor time of the thread says
 * what the work costs, whatever else this computer does meanwhile.
 */

#define G_LOG_DOMAIN "bench-room-frames"

#include "config.h"

#include <time.h>

#include "bench-room-frames.h"

static struct
{
  FrameCallback callback;
  gpointer user_data;
  GPollFunc poll;
  gint64 frame_began;
  gint64 frame_cpu_began;
  gint64 turn_began;   /* 0: not within a turn that counts */
  gint64 turn_cpu_began;
  GArray *frames;      /* of double, ms */
  GArray *frames_cpu;
  FrameFigures figures;
} watch;

static double
since (gint64 began)
{
  return (double) (g_get_monotonic_time () - began) / 1000;
}

/* Microseconds that this thread was running. */
gint64
bench_frames_get_cpu (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static double
cpu_since (gint64 began)
{
  return (double) (bench_frames_get_cpu () - began) / 1000;
}

static int
poll_and_note (GPollFD *fds,
               guint    n_fds,
               int      timeout)
{
  int n_ready;

  if (watch.turn_began != 0)
    {
      watch.figures.longest_turn_ms = MAX (watch.figures.longest_turn_ms, since (watch.turn_began));
      watch.figures.longest_turn_cpu_ms = MAX (watch.figures.longest_turn_cpu_ms,
                                               cpu_since (watch.turn_cpu_began));
    }
  n_ready = watch.poll (fds, n_fds, timeout);
  watch.turn_began = g_get_monotonic_time ();
  watch.turn_cpu_began = bench_frames_get_cpu ();
  return n_ready;
}

static void
on_before_paint (GdkFrameClock *clock,
                 gpointer       user_data)
{
  watch.frame_began = g_get_monotonic_time ();
  watch.frame_cpu_began = bench_frames_get_cpu ();
}

static void
on_after_paint (GdkFrameClock *clock,
                gpointer       user_data)
{
  double took = since (watch.frame_began);
  double cpu = cpu_since (watch.frame_cpu_began);

  watch.figures.n_frames++;
  watch.figures.longest_frame_ms = MAX (watch.figures.longest_frame_ms, took);
  watch.figures.longest_frame_cpu_ms = MAX (watch.figures.longest_frame_cpu_ms, cpu);
  g_array_append_val (watch.frames, took);
  g_array_append_val (watch.frames_cpu, cpu);
  watch.callback (g_get_monotonic_time (), watch.user_data);
}

void
bench_frames_watch (GtkWidget    *window,
                    FrameCallback callback,
                    gpointer      user_data)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);

  watch.frames = g_array_new (FALSE, FALSE, sizeof (double));
  watch.frames_cpu = g_array_new (FALSE, FALSE, sizeof (double));
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
  g_array_set_size (watch.frames_cpu, 0);
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

static double
find_p95 (GArray *times)
{
  g_array_sort (times, compare_doubles);
  return times->len > 0 ? g_array_index (times, double, times->len * 95 / 100) : 0;
}

FrameFigures
bench_frames_end (void)
{
  watch.figures.frame_p95_ms = find_p95 (watch.frames);
  watch.figures.frame_p95_cpu_ms = find_p95 (watch.frames_cpu);
  return watch.figures;
}
