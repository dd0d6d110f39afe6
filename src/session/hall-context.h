/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-context.h: what all parts of one running session share, and the way they tell of trouble.
 *
 * Made by HallSession, counted, never changed by its users. Its cancellable ends all reading;
 * writes that must reach the disk run without it. Async callbacks in this folder hold a reference
 * to their object, so none ever sees a freed one.
 */

#pragma once

#include "hall-clock.h"
#include "hall-counters.h"
#include "hall-directory.h"
#include "hall-identity.h"
#include "hall-offsets.h"
#include "hall-settings.h"
#include "hall-store.h"
#include "hall-transport.h"

G_BEGIN_DECLS

#define HALL_CONTEXT_DEFAULT_RATE G_MAXUINT

struct _HallNews;
typedef struct _HallTrustBook HallTrustBook;
typedef struct _HallPictures HallPictures;
typedef struct _HallExchange HallExchange;

typedef struct
{
  HallClock *clock;
  HallTransport *transport;    /* NULL in a session that was not started */
  HallCounters *counters;
  GCancellable *cancellable;
  gint64 history_from;         /* lc: what is older is kept in no room; 0: there is no such time */
  HallStore *store;
  HallIdentity *identity;      /* NULL in LISTENING mode */
  char *own_id;
  HallDirectory *directory;
  char *name;                  /* (nullable) until one was chosen */
  /* Of tests and benches: events per second; HALL_CONTEXT_DEFAULT_RATE follows hall-limits.h,
   * 0 is no limit. */
  guint member_rate;
  guint room_rate;
  gboolean settling;           /* it will stop or sleep soon: it takes no room over any more */
  gboolean stopped;            /* after this nothing new is begun */
  gint64 direct_pause_end;     /* monotonic µs: no HallDirect dials by itself before */

  /* People. The session owns them, and they end with it; NULL before the start. */
  HallTrustBook *trust;        /* (nullable) */
  HallPictures *pictures;      /* (nullable) */
  HallExchange *exchange;      /* (nullable) */
  HallSettings *settings;      /* (nullable): read-marks, typing-notices */
  HallOffsets *offsets;        /* of the clocks of the last peers */
  guint n_reached;             /* links that we dialled and that came up, and those that */
  guint n_unreachable;         /* nobody answered: for whoever looks for a fault */
  gboolean invisible;          /* says no datagram, hosts nothing, and cannot be dialled */

  /* Edits, reactions, pins and deletions as they happen; NULL: nobody wants to hear of them. */
  void (*tell_news) (HallRoom               *room,
                     const struct _HallNews *news,
                     gpointer                user_data);
  gpointer tell_news_data;

  /*< private >*/
  void (*store_reported) (const GError *error,
                          gpointer      user_data);
  gpointer store_user_data;
} HallContext;

HallContext *hall_context_new          (HallClock          *clock);
HallContext *hall_context_ref          (HallContext        *self);
void         hall_context_unref        (HallContext        *self);
HallKey     *hall_context_get_key      (HallContext        *self);
HallPerson  *hall_context_get_self     (HallContext        *self);

/* Every link of a session is dialled here. (transfer full) */
HallLink    *hall_context_dial          (HallContext        *self,
                                         const char         *address,
                                         guint16             port,
                                         const char         *expected_id,
                                         HallPurpose         purpose);

/* Whether that person may be dialled there by itself: on a subnet of ours, or somebody told us over
 * a link that it is there. A datagram alone takes nobody farther. */
gboolean     hall_context_is_near       (HallContext        *self,
                                         const char         *person_id,
                                         const char         *address);

/* Each write's outcome passes through here: NULL says that storing works. */
void         hall_context_report_store (HallContext        *self,
                                        const GError       *error);
/* Writes whose outcome is only reported. */
void         hall_context_save_room    (HallContext        *self,
                                        const HallStoredRoom *room);
void         hall_context_save_person  (HallContext        *self,
                                        const HallStoredPerson *person);
void         hall_context_set_value    (HallContext        *self,
                                        const char         *key,
                                        const char         *value);
void         hall_context_acknowledge  (HallContext        *self,
                                        const char *const  *event_ids,
                                        guint               acknowledged);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallContext, hall_context_unref)

G_END_DECLS
