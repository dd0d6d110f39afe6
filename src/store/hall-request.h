/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-request.h: one thing asked of the store: its arguments, how to do it, what came of it.
 *
 * Private to the store. Made, delivered and freed on the caller's main context; in between it
 * belongs to the worker. One struct for all: the operations share most of their arguments.
 */

#pragma once

#include "hall-database.h"

G_BEGIN_DECLS

typedef struct _HallRequest HallRequest;

typedef enum
{
  HALL_REQUEST_OPEN,
  HALL_REQUEST_CLOSE,
  HALL_REQUEST_READ,
  HALL_REQUEST_WRITE,     /* shares a transaction with its neighbours; may be run twice */
  HALL_REQUEST_QUIT,      /* the worker ends */
} HallRequestKind;

/* On the worker. FALSE with @error set; of a write nothing then remains. */
typedef gboolean (*HallRequestRun) (HallRequest  *request,
                                    HallDatabase *database,
                                    GError      **error);

struct _HallRequest
{
  HallRequestKind kind;
  HallRequestRun run;

  /* Arguments; which of them an operation uses, its _async function shows. */
  char *room;
  char *text;              /* a path, key, author or own id */
  char *value;
  char *id;
  char **ids;
  GPtrArray *events;
  gint64 lc;
  gint64 day;
  guint number;
  guint hidden;            /* HallHidden */
  gboolean flag;
  gboolean leaves_work;    /* the worker goes on with it when nothing else is asked */
  gboolean sliced;         /* a write that may say again; those are finished in their order */
  void (*restart) (HallRequest *request); /* (nullable): forgets what the record says was done */
  gpointer record;
  GDestroyNotify free_record;

  /* Results */
  gboolean again;          /* to be run once more, in another transaction, before it is answered */
  guint mentions;
  guint changes;           /* of a sliced one: how many rows this run has changed */
  gpointer result;
  GDestroyNotify free_result;
  GArray *acknowledged;
  char **shown;
  guint8 control[HALL_DIGEST_SIZE];
  GError *error;

  /* Where they go */
  GTask *task;
  GMainContext *context;
  GCancellable *cancellable;
};

HallRequest *hall_request_new        (HallRequestKind    kind,
                                      HallRequestRun     run);
void         hall_request_free       (HallRequest       *self);
/* About how many rows it touches, at least 1. */
guint        hall_request_get_weight (const HallRequest *self);
void         hall_request_set_result (HallRequest       *self,
                                      gpointer           result,
                                      GDestroyNotify     free_result);
/* As if it had not run. */
void         hall_request_reset      (HallRequest       *self);
/* (transfer full): what came of them goes to those who asked, on their contexts. */
void         hall_request_deliver    (HallRequest      **requests,
                                      guint              n_requests);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallRequest, hall_request_free)

G_END_DECLS
