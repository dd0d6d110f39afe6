/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-announcer-private.h: what the files of HallAnnouncer share.
 *
 * hall-announcer.c says hello and goodbye, hall-announcer-rooms.c speaks for rooms,
 * hall-announcer-answers.c answers by unicast, hall-announcer-questions.c asks single people,
 * hall-announcer-ways.c knows by which ways, hall-announcer-own.c keeps what was said.
 */

#pragma once

#include "hall-interval.h"
#include "hall-way.h"

#include "hall-announcer.h"

G_BEGIN_DECLS

/* The least time between two early announcements of the same thing. */
#define HALL_ANNOUNCE_EARLY_MS 2000
/* The same of a hello: others are to see within a second or two how one appears. */
#define HALL_HELLO_EARLY_MS 500
/* Datagrams get lost: what has changed is said once more, and that is still soon. */
#define HALL_HELLO_AGAIN_MS 1000
/* With more people than that fewer words are made. */
#define HALL_FEW_KNOWN 50
/* Of so many datagrams it is noticed that they come a second time. */
#define HALL_COPIES_KEPT 64

struct _HallAnnouncer
{
  GObject parent_instance;

  HallContext *context;
  HallNetwork *network;
  HallInterval interval;
  guint64 boot;
  guint64 seq;
  gboolean running;

  HallTimer *hello_timer;    /* the regular one */
  gint64 hello_sent;         /* monotonic µs; 0: never */
  gint64 hello_by;           /* the next one must not come later */
  HallTimer *burst_timer;    /* the repeated ones at a start or a change */
  GArray *burst;             /* (element-type gint64) deadlines still to come */
  gboolean burst_insists;
  gboolean listening;        /* the moment before the first hello */
  guint heard_while_listening;
  HallTimer *early_timer;    /* something of the hello has changed */
  gboolean early_again;      /* and is to be said once more after that */
  gint64 both_ways_until;    /* monotonic µs: a start or a change is being told */
  gint64 heard_by[HALL_N_WAYS];   /* when something came that way; 0: never */
  guint64 copies[HALL_COPIES_KEPT];   /* what was heard last, as hashes */
  guint next_copy;
  char *status;              /* the word in it */
  char *status_text;         /* (nullable) */
  char *picture;             /* (nullable): a digest */
  HallTimer *silent_timer;   /* asks those who have been silent */
  HallTimer *remembered_timer;   /* asks those who were here before */
  GQueue remembered;         /* (element-type utf8) who is to be asked soon, by key */
  gboolean asking_all;       /* all of them, not some of the last */

  GHashTable *rooms;         /* id → HallAnnouncedRoom */
  GHashTable *said;          /* what was said last of us and of each room */
  GQueue answers;            /* (element-type HallAnswer) in order of due */
  HallTimer *answer_timer;
};

/* Whether there is a way out for datagrams now. */
gboolean      hall_announcer_can_speak      (HallAnnouncer    *self);
guint         hall_announcer_count_known    (HallAnnouncer    *self);
guint         hall_announcer_vary_interval  (HallAnnouncer    *self);
/* Sets the fields common to all, and signs. NULL when it cannot be done. */
GBytes       *hall_announcer_encode         (HallAnnouncer    *self,
                                             HallDatagram     *datagram,
                                             gboolean          measure);
HallDatagram *hall_announcer_make_hello     (HallAnnouncer    *self,
                                             gboolean          question);

/* @seldom: it goes both ways however many are around. */
void          hall_announcer_say            (HallAnnouncer    *self,
                                             HallDatagram     *datagram,
                                             HallWay           way,
                                             gboolean          measure,
                                             gboolean          seldom);
guint         hall_announcer_count_copies   (HallAnnouncer    *self);
/* FALSE: the same datagram was heard before, by the other way. */
gboolean      hall_announcer_hear_way       (HallAnnouncer    *self,
                                             HallDatagram     *datagram,
                                             guint             way);

void          hall_announcer_init_rooms     (HallAnnouncer    *self);
void          hall_announcer_clear_rooms    (HallAnnouncer    *self);
void          hall_announcer_hasten_rooms   (HallAnnouncer    *self,
                                             guint             delay_ms);
void          hall_announcer_say_roombyes   (HallAnnouncer    *self);
/* (element-type GBytes) fresh announcements of all rooms, up to @max_bytes together. */
GPtrArray    *hall_announcer_encode_rooms   (HallAnnouncer    *self,
                                             gsize             max_bytes);

void          hall_announcer_foreach_room   (HallAnnouncer    *self,
                                             void            (*call) (HallAnnouncer *self,
                                                                      HallDatagram  *announcement));

/* hall-announcer-own.c */
void          hall_announcer_init_own       (HallAnnouncer    *self);
/* It went out to everybody. */
void          hall_announcer_note_said      (HallAnnouncer    *self,
                                             GBytes           *bytes);

void          hall_announcer_init_answers   (HallAnnouncer    *self);
void          hall_announcer_clear_answers  (HallAnnouncer    *self);
void          hall_announcer_queue_answer   (HallAnnouncer    *self,
                                             const char       *address,
                                             guint             port,
                                             gboolean          always);

/* hall-announcer-questions.c */
void          hall_announcer_init_questions  (HallAnnouncer   *self);
void          hall_announcer_clear_questions (HallAnnouncer   *self);
void          hall_announcer_stop_questions  (HallAnnouncer   *self);
/* Somebody was heard, who may fall silent. */
void          hall_announcer_watch_silent    (HallAnnouncer   *self);
/* Those who were here before, now and from now on. */
void          hall_announcer_ask_remembered  (HallAnnouncer   *self);

G_END_DECLS
