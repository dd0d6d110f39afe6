/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-pictures-private.h: what the files of HallPictures share.
 *
 * hall-pictures.c decides what is fetched and when, hall-pictures-fetch.c fetches one,
 * hall-pictures-serve.c gives away ours.
 */

#pragma once

#include "hall-pictures.h"

G_BEGIN_DECLS

typedef struct
{
  HallPictures *pictures;   /* its owner */
  HallPerson *person;
  char *looked;             /* (nullable) the digest for which the store was asked */
  gboolean looking;
  gboolean queued;
  gint64 rests_until;       /* monotonic µs: the last attempt failed */
  guint rest_ms;

  /* While it is fetched. */
  gboolean fetching;
  char *digest;
  HallLink *link;
  gboolean dialled;         /* for this alone */
  HallTimer *timer;
  GByteArray *bytes;
  guint size;
} HallWanted;

struct _HallPictures
{
  GObject parent_instance;

  HallContext *context;
  HallRoll *roll;
  HallPicturesFindLink find_link;
  gpointer find_link_data;
  gboolean closed;

  GHashTable *wanted;       /* id → HallWanted */
  GQueue queue;             /* (element-type HallWanted) to be fetched */
  guint n_fetching;
  gint64 credit;            /* µs: each fetch costs some, and time gives it */
  gint64 credited;          /* monotonic µs: when that was */
  HallTimer *timer;
  GHashTable *lies;         /* "id digest" → gint64: monotonic µs until when it is not believed */

  GBytes *own;              /* (nullable) */
  char *own_digest;         /* (nullable) */
};

/* hall-pictures.c: how it ended. */
void hall_pictures_end_fetch    (HallWanted   *wanted,
                                 GBytes       *picture);
/* What came was not what it should be. */
void hall_pictures_refuse       (HallWanted   *wanted);

/* hall-pictures-fetch.c. FALSE: there is no way to that person now. */
gboolean hall_pictures_fetch    (HallWanted   *wanted);
void hall_pictures_stop_fetch   (HallWanted   *wanted);

G_END_DECLS
