/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-store-work.c: what the worker does of itself, a slice at a time, while nothing is asked.
 *
 * Worker thread. Forgetting comes before indexing. What fails is tried again when the file is
 * opened the next time.
 */

#define G_LOG_DOMAIN "hall-store-work"

#include "config.h"

#include "hall-store-forget.h"

#include "hall-store-work.h"

void
hall_store_work_begin (HallStoreWork *self,
                       HallDatabase  *database)
{
  gboolean writable = database && !hall_database_is_read_only (database);

  *self = (HallStoreWork) { .forgetting = writable, .index.due = writable };
}

void
hall_store_work_note (HallStoreWork     *self,
                      const HallRequest *request)
{
  if (request->error)
    return;

  self->forgetting |= request->leaves_work;
  if (request->events)
    self->index.n_waiting += request->events->len;
  self->index.due |= self->index.n_waiting >= HALL_INDEX_WAITING_MIN;
}

gboolean
hall_store_work_is_due (const HallStoreWork *self)
{
  return self->forgetting || self->index.due;
}

gboolean
hall_store_work_is_urgent (const HallStoreWork *self)
{
  return self->index.n_waiting >= HALL_INDEX_WAITING_MAX;
}

static void
forget_on (HallStoreWork *self,
           HallDatabase  *database)
{
  g_autoptr (GError) error = NULL;
  gboolean more = FALSE;

  if (!hall_store_forget_slice (database, &more, &error))
    g_debug ("a forgotten room is not deleted yet: %s", error->message);

  self->forgetting = more;
  /* What was forgotten is still to be cleaned away. */
  self->index.due = TRUE;
}

static void
index_on (HallStoreWork *self,
          HallDatabase  *database)
{
  g_autoptr (GError) error = NULL;

  if (!hall_store_index_slice (database, &self->index, &error))
    g_debug ("not everything is indexed yet: %s", error->message);
}

void
hall_store_work_on (HallStoreWork *self,
                    HallDatabase  *database)
{
  if (database == NULL)
    hall_store_work_begin (self, NULL);
  else if (self->forgetting && !hall_store_work_is_urgent (self))
    forget_on (self, database);
  else
    index_on (self, database);
}
