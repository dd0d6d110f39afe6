/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* bench-room-frames.h: how long the window's main loop is busy at a time.
 *
 * One watch a process, on the default main context. It only looks at the clock.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  guint n_frames;
  double frame_p95_ms;       /* what 95 of 100 frames do not exceed */
  double longest_frame_ms;   /* from before-paint to after-paint of one frame */
  double longest_turn_ms;    /* of the main loop: between two times that it waits */
  double frame_p95_cpu_ms;   /* the same in processor time of the main thread */
  double longest_frame_cpu_ms;
  double longest_turn_cpu_ms;
} FrameFigures;

/* Called at the end of each frame, with its time. */
typedef void (*FrameCallback) (gint64   now_us,
                               gpointer user_data);

void         bench_frames_watch (GtkWidget    *window,
                                 FrameCallback callback,
                                 gpointer      user_data);
void         bench_frames_begin (void);
/* What was seen since then. */
FrameFigures bench_frames_end   (void);
/* Microseconds that this thread has been running. */
gint64       bench_frames_get_cpu (void);

G_END_DECLS
