/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-reactor.h: all TCP sockets of the process behind one epoll descriptor in one GSource.
 *
 * Private to net/. A GSource per link would cost 0.5 µs per link at every wake-up; and only what
 * sees the end of a turn can flush every link once. It knows descriptors, deadlines and whom to
 * call, nothing of what is read or written. Default main context only.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HALL_REACTOR_INCOMING_SIZE (64 * 1024)
#define HALL_REACTOR_RECORD_SIZE (16 * 1024)

typedef struct _HallReactor HallReactor;
typedef struct _HallWatch HallWatch;

typedef struct
{
  void (*ready) (gpointer     owner,
                 GIOCondition condition);
  void (*due)   (gpointer     owner);       /* the deadline passed; there is none any more */
  void (*flush) (gpointer     owner);
} HallWatchFuncs;

/* (transfer full): the one of the process. */
HallReactor *hall_reactor_get          (void);
void         hall_reactor_unref        (HallReactor          *self);
/* Room for one turn's work, valid until the callback returns: what came in, one plain record that
 * was read, one that is to be written. */
guint8      *hall_reactor_get_incoming (HallReactor          *self);
guint8      *hall_reactor_get_plain    (HallReactor          *self);
guint8      *hall_reactor_get_outgoing (HallReactor          *self);

/* (nullable): NULL with errno set if the kernel refuses. @owner is not referenced: it removes its
 * watch before it goes, and before it closes @fd. */
HallWatch   *hall_reactor_watch        (HallReactor          *self,
                                        int                   fd,
                                        GIOCondition          condition,
                                        const HallWatchFuncs *funcs,
                                        gpointer              owner);
void         hall_watch_remove         (HallWatch            *self);
void         hall_watch_set_condition  (HallWatch            *self,
                                        GIOCondition          condition);
/* @when: monotonic time in µs; G_MAXINT64: never. */
void         hall_watch_set_deadline   (HallWatch            *self,
                                        gint64                when);
/* Calls flush once, at the end of this turn or of the next. */
void         hall_watch_flush          (HallWatch            *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallReactor, hall_reactor_unref)

G_END_DECLS
