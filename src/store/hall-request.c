/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-request.c: one thing asked of the store: its arguments, how to do it, what came of it.
 *
 * Private to the store. Holds values only, and the GTask that the façade put there.
 */

#define G_LOG_DOMAIN "hall-request"

#include "config.h"

#include "hall-request.h"

HallRequest *
hall_request_new (HallRequestKind kind,
                  HallRequestRun  run)
{
  HallRequest *self = g_new0 (HallRequest, 1);

  self->kind = kind;
  self->run = run;
  return self;
}

void
hall_request_free (HallRequest *self)
{
  hall_request_reset (self);
  g_free (self->room);
  g_free (self->text);
  g_free (self->value);
  g_free (self->id);
  g_strfreev (self->ids);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  if (self->record)
    self->free_record (self->record);
  g_clear_object (&self->task);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_free (self);
}

guint
hall_request_get_weight (const HallRequest *self)
{
  guint weight = self->events ? self->events->len : 0;

  if (self->ids)
    weight += g_strv_length (self->ids);
  return MAX (weight, 1);
}

void
hall_request_set_result (HallRequest   *self,
                         gpointer       result,
                         GDestroyNotify free_result)
{
  self->result = result;
  self->free_result = free_result;
}

void
hall_request_reset (HallRequest *self)
{
  if (self->result)
    self->free_result (self->result);
  self->result = NULL;
  g_clear_pointer (&self->acknowledged, g_array_unref);
  g_clear_pointer (&self->shown, g_strfreev);
  g_clear_error (&self->error);
  self->again = FALSE;
  self->changes = 0;
  if (self->restart)
    self->restart (self);
}

static gboolean
deliver_cb (gpointer data)
{
  GPtrArray *requests = data;

  for (guint i = 0; i < requests->len; i++)
    {
      HallRequest *request = g_ptr_array_index (requests, i);
      /* The request is its task's data, and lives as long as that. */
      g_autoptr (GTask) task = g_steal_pointer (&request->task);

      if (request->error)
        g_task_return_error (task, g_steal_pointer (&request->error));
      else
        g_task_return_boolean (task, TRUE);
    }

  return G_SOURCE_REMOVE;
}

/* Neighbours of one context travel together. */
void
hall_request_deliver (HallRequest **requests,
                      guint         n_requests)
{
  for (guint i = 0; i < n_requests;)
    {
      GMainContext *context = requests[i]->context;
      g_autoptr (GPtrArray) parcel = g_ptr_array_new ();
      g_autoptr (GSource) source = g_idle_source_new ();

      for (; i < n_requests && requests[i]->context == context; i++)
        g_ptr_array_add (parcel, requests[i]);

      /* The task still holds it; from the callback on the requests may be gone at any moment. */
      g_source_set_priority (source, G_PRIORITY_DEFAULT);
      g_source_set_static_name (source, "[hallway] store results");
      g_source_set_callback (source, deliver_cb, g_steal_pointer (&parcel),
                             (GDestroyNotify) g_ptr_array_unref);
      g_source_attach (source, context);
    }
}
