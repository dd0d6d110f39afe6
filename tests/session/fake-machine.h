/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-machine.h: one computer with one profile on a FakeLan, its disk, and a real HallSession.
 *
 * The session's store answers when the disk does: 1 to 20 ms after it was asked, all that waits at
 * once. A killed process leaves what the kernel has, a machine without power what was synced. What
 * its window would have shown is written down as it happens.
 */

#pragma once

#include "fake-clock.h"
#include "fake-disk.h"
#include "fake-reader.h"
#include "fake-transport.h"
#include "hall-session-private.h"

G_BEGIN_DECLS

/* What somebody wrote. */
typedef struct
{
  guint n;                  /* from 0, of this author and kind */
  guint peer;               /* of a whisper: the index of whom it is for */
  char *text;
  char *id;                 /* (nullable) of the event, once signed */
  guint64 disk_runs;        /* of the author's disk when it was written */
  gboolean lost;            /* its author lost power or life before it was on disk */
  gboolean stored;          /* its row was STORED, or SENT */
  gboolean sent;
  gboolean untold;          /* its author had heard of no id when all was to be deleted there */
  gboolean old;             /* from before the month in which everything was off */
  gint64 seen_lc;           /* the last in the room's order that its author had seen; -1: none */
  char *seen_id;
} FakeText;

typedef struct _FakeMachine FakeMachine;

struct _FakeMachine
{
  FakeLan *lan;
  FakeNode *node;
  guint index;
  char *directory;
  char *id;                 /* the person's */
  PowerVfs *disk;
  FakeReader *reader;
  gint64 skew_ms;
  gboolean lost;            /* with its disk, for ever */
  gboolean away;            /* and does not come back before the end */

  /* The process. */
  HallProfile *profile;
  HallSettings *settings;
  HallSession *session;     /* NULL while there is none */
  FakeClock *clock;
  FakeTransport *transport;
  gboolean running;         /* started */
  gboolean stopping;
  gboolean asleep;
  gint64 sleep_duration;    /* µs */
  FakeEvent *disk_event;
  guint64 disk_runs;
  gboolean dies_before_commit; /* instead of the next run */
  gboolean dies_at_commit;  /* after the next run, before anybody hears of it */
  gboolean dies_of_power;
  gboolean invisible;

  /* The room, as this machine has it. */
  char *room_id;
  gboolean joined;          /* it was asked to be a member */
  gboolean has_left;        /* ever */
  gboolean settled;         /* and somebody else knows */
  gboolean hosting;
  gboolean linked;          /* live, or hosting */
  gint64 linked_at;         /* when that changed last */
  gboolean member;
  gboolean outcast;         /* it does not belong, and nobody can tell it so */
  gint64 welcomed_ms;       /* unix ms when it was linked first; 0: never */

  /* What it wrote and saw. */
  GPtrArray *texts;         /* (element-type FakeText) */
  GPtrArray *whispers;      /* (element-type FakeText) in private conversations */
  guint n_before;           /* texts when everything was mended; G_MAXUINT: it is not */
  GHashTable *by_id;        /* event's id → FakeText, not owned */
  GHashTable *shown;        /* ids given out by "message" in this run */
  gint64 seen_lc;
  char *seen_id;
  guint n_runs;
  guint n_arrived;          /* answers of the disk in which something was new */

  /* What was deleted there: fake-history.c */
  GHashTable *wanted;       /* ids that were there when somebody wanted all to be gone */
  GHashTable *due;          /* of these, those of the last time */
  GHashTable *gone;         /* of these, those that went */
  gint64 delete_before;
  gint64 floor;             /* nothing that is as old comes; a liar may say that something is */
  gboolean deleting;
  gboolean wants;           /* and its disk has not heard of that */
  gboolean finished;        /* the last time */
  guint n_deletions;        /* that were finished */
  gboolean starts_anew;     /* all from before the month was deleted there, known or not */
  gboolean expires;         /* it keeps so many days */
  guint days;               /* 0: all */

  /* Told of what must never happen, and when it begins or ends to host. */
  void (*complain) (FakeMachine *machine,
                    const char  *sentence,
                    gpointer     user_data);
  void (*changed)  (FakeMachine *machine,
                    gpointer     user_data);
  gpointer user_data;
};

FakeMachine *fake_machine_new        (FakeLan     *lan,
                                      gint64       skew_ms);
void         fake_machine_free       (FakeMachine *self);

void         fake_machine_start      (FakeMachine *self);
/* kill -9 */
void         fake_machine_kill       (FakeMachine *self);
void         fake_machine_cut_power  (FakeMachine *self);
/* With all it holds, for ever. */
void         fake_machine_lose       (FakeMachine *self);
void         fake_machine_quit       (FakeMachine *self);

/* Suspends the computer, in good order, for so many µs. */
void         fake_machine_sleep      (FakeMachine *self,
                                      gint64       duration);
void         fake_machine_wake       (FakeMachine *self);

/* Nobody sees it come or go, from now on or after its next start. */
void         fake_machine_set_invisible (FakeMachine *self,
                                      gboolean     invisible);

/* Keeps its history for machine->days. */
void         fake_machine_apply_days (FakeMachine *self);

void         fake_machine_create     (FakeMachine *self,
                                      gboolean     only_since_joining,
                                      HallLock     lock,
                                      const char  *passphrase);
/* @passphrase: (nullable). FALSE: it has not heard of the room. */
gboolean     fake_machine_join       (FakeMachine *self,
                                      const char  *room_id,
                                      const char  *passphrase);
void         fake_machine_leave      (FakeMachine *self);
gboolean     fake_machine_send       (FakeMachine *self);
/* NULL while it does not know it. */
HallRoom    *fake_machine_find_room  (FakeMachine *self);
HallConversation *fake_machine_find_conversation (FakeMachine *self);
guint        fake_machine_count_unsent (FakeMachine *self);
/* What is on the disk, shown or not: (element-type HallEvent), in order. */
GPtrArray   *fake_machine_load_events (FakeMachine *self);
GPtrArray   *fake_machine_load_events_of (FakeMachine *self,
                                      const char  *room_id);
/* What history shows, running the network until that is read: (element-type HallMessage). */
GPtrArray   *fake_machine_load_history (FakeMachine *self);
GPtrArray   *fake_machine_load_history_of (FakeMachine *self,
                                      HallRoom    *room);
void         fake_machine_complain   (FakeMachine *self,
                                      const char  *format,
                                      ...) G_GNUC_PRINTF (2, 3);
/* What one wrote to the other alone. FALSE: it is not running. */
gboolean     fake_machine_whisper    (FakeMachine *self,
                                      FakeMachine *peer);
/* NULL while there is none. */
HallRoom    *fake_machine_find_direct (FakeMachine *self,
                                      const char  *peer_id);
/* (nullable) by its words */
FakeText    *fake_machine_find_whisper (FakeMachine *self,
                                      const char  *words);
/* For fake-machine.c: follows what a new session signals. */
void         fake_person_watch       (FakeMachine *self);
/* Of the room's order, as the store has it. */
int          fake_compare_keys       (gint64       first_lc,
                                      const char  *first_id,
                                      gint64       second_lc,
                                      const char  *second_id);

G_END_DECLS
