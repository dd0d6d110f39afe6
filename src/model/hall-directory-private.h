/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-directory-private.h: what the files of HallDirectory share.
 *
 * Private to this folder.
 */

#pragma once

#include "hall-announcements.h"
#include "hall-directory.h"
#include "hall-room-names.h"
#include "hall-sequence.h"

G_BEGIN_DECLS

/* One person that the directory knows. Listed: online or remembered. */
typedef struct
{
  HallPerson *person;
  char *id;
  HallSequence presence;       /* of HELLO and BYE */
  HallDatagram *datagram;      /* (nullable): the HELLO, or the BYE that ended it */
  char *token;                 /* (nullable) of it, made when it is asked for */
  char **hints;                /* (nullable) where others say it is */
  gint64 told_until_us;        /* after this nobody is told of it */
  gint64 direct_until_us;      /* until then one of its HELLOs that we heard ourselves counts */
  gint64 heard_us;
  gint64 ttl_us;
  gint64 deadline_us;          /* while heard: when it expires */
  gint64 gone_us;              /* 0: is heard, or never was */
  gboolean heard;              /* a HELLO within its ttl, and no BYE */
  guint n_asked;               /* how often take_silent returned it in this silence */
  gboolean remembered;
  gboolean listed;
  gboolean counted;            /* in n_online */
  GList link;                  /* in the queue of those not listed */
} HallPersonEntry;

/* One room that the directory knows. Listed: announced, ours, or always. */
typedef struct
{
  HallRoom *room;
  char *id;
  gboolean ensured;            /* asked for by ensure_room, and not released */
  gboolean listed;
  gboolean always;
} HallRoomEntry;

struct _HallDirectory
{
  GObject parent_instance;

  HallPerson *own;
  GHashTable *people;          /* id ⇒ HallPersonEntry, owned */
  GQueue unlisted;             /* of HallPersonEntry, oldest first; not oneself */
  GListStore *listed_people;
  guint n_heard;
  HallKnown known;             /* the people of n_heard */
  guint n_strangers;           /* heard and not remembered */
  guint n_online;              /* listed and online */

  GHashTable *rooms;           /* id ⇒ HallRoomEntry, owned */
  GListStore *listed_rooms;
  HallRoomNames *names;
  GHashTable *private_ids;     /* set of ids of private conversations, which nobody hosts */
  HallAnnouncements *announcements;
};

/* hall-directory-hear.c */
void             hall_directory_let_go             (HallDirectory   *self,
                                                    HallPersonEntry *entry,
                                                    gint64           now_us);
void             hall_directory_refresh_rooms      (HallDirectory   *self,
                                                    GPtrArray       *room_ids);

/* hall-directory-people.c */
/* (nullable): what is told to others of that person from now on. */
void             hall_directory_keep_datagram      (HallPersonEntry *entry,
                                                    HallDatagram    *datagram);
HallPersonEntry *hall_directory_ensure_entry       (HallDirectory   *self,
                                                    const char      *id);
void             hall_directory_set_heard          (HallDirectory   *self,
                                                    HallPersonEntry *entry,
                                                    gboolean         heard);
void             hall_directory_drop_unused_people (HallDirectory   *self);

HallRoomEntry   *hall_directory_ensure_room_entry  (HallDirectory   *self,
                                                    const char      *id);
/* Takes over what is announced of it. */
void             hall_directory_refresh_room       (HallDirectory   *self,
                                                    HallRoom        *room);
void             hall_directory_drop_unused_rooms  (HallDirectory   *self);
/* Whoever announces a room of that id from now on lies, as did who has. */
void             hall_directory_keep_private       (HallDirectory   *self,
                                                    const char      *id);
gboolean         hall_directory_is_private         (HallDirectory   *self,
                                                    const char      *id);

void             hall_directory_init_people        (HallDirectory   *self);
void             hall_directory_init_rooms         (HallDirectory   *self);
void             hall_directory_finalize_people    (HallDirectory   *self);
void             hall_directory_finalize_rooms     (HallDirectory   *self);

G_END_DECLS
