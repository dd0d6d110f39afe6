/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-conversation-rights-shown.c: rows go whose authors had no right to say them, and come back
 * when it turns out that they had.
 *
 * Part of HallConversation. The store keeps everything; it knows what is hidden, and so do the
 * timeline, the unread count and the preview.
 */

#define G_LOG_DOMAIN "hall-conversation-rights-shown"

#include "config.h"

#include "hall-conversation-expiry.h"

/* What was withheld lately is shown as news if its author turns out to belong. */
#define WITHHELD_MAX 1000

static void
permit_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (HallConversation) self = user_data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) hidden = NULL;
  g_auto (GStrv) shown = NULL;

  hidden = hall_store_permit_finish (HALL_STORE (source), result, &shown, &error);
  hall_context_report_store (self->context, error);
  if (self->closed)
    return;
  hall_conversation_change_rows (self, g_steal_pointer (&hidden), TRUE);
  hall_conversation_change_rows (self, g_steal_pointer (&shown), FALSE);
}

/* Everything that the author ever said here. */
static void
permit (HallConversation *self,
        const char       *author)
{
  g_autoptr (GArray) spans = hall_census_list_spans (self->census, author);

  hall_store_permit_async (self->context->store, self->stored->id, author, spans, NULL, permit_cb,
                           g_object_ref (self));
}

static void
set_hidden_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (HallConversation) self = user_data;
  g_autoptr (GError) error = NULL;

  hall_store_set_hidden_finish (HALL_STORE (source), result, &error);
  hall_context_report_store (self->context, error);
}

/* On disk, and on the screen. */
void
hall_conversation_hide (HallConversation  *self,
                        const char *const *ids,
                        HallHidden         reason,
                        gboolean           hidden)
{
  hall_store_set_hidden_async (self->context->store, ids, reason, hidden, NULL, set_hidden_cb,
                               g_object_ref (self));
  hall_conversation_change_rows (self, g_strdupv ((char **) ids), hidden);
}

static void
hide_judged (HallConversation *self,
             GPtrArray        *ids,
             gboolean          hidden)
{
  if (ids == NULL)
    return;
  g_ptr_array_add (ids, NULL);
  hall_conversation_hide (self, (const char *const *) ids->pdata, HALL_HIDDEN_UNPERMITTED, hidden);
}

void
hall_conversation_withhold (HallConversation *self,
                            HallEvent        *event)
{
  const char *const ids[] = { event->id, NULL };

  g_debug ("room %s: %s is not shown: no right to say it", self->stored->id, event->id);
  hall_counters_add (self->context->counters, HALL_COUNTER_EVENT_NOT_PERMITTED);
  hall_timeline_set_hidden (hall_room_get_timeline (self->room), ids, TRUE);
  if (self->withheld->len >= WITHHELD_MAX)
    g_ptr_array_remove_index (self->withheld, 0);
  g_ptr_array_add (self->withheld, hall_event_ref (event));
  hall_conversation_note_withheld (self, event);
}

/* (transfer full): those that may be shown after all. */
static GPtrArray *
take_permitted (HallConversation *self)
{
  g_autoptr (GPtrArray) withheld = g_steal_pointer (&self->withheld);
  GPtrArray *permitted = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);

  self->withheld = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  for (guint i = 0; i < withheld->len; i++)
    {
      HallEvent *event = g_ptr_array_index (withheld, i);

      g_ptr_array_add (hall_conversation_permits (self, event) ? permitted : self->withheld,
                       hall_event_ref (event));
    }
  return permitted;
}

static void
show_permitted (HallConversation *self)
{
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GPtrArray) shown = NULL;

  if (self->withheld->len == 0)
    return;
  events = take_permitted (self);
  shown = g_ptr_array_new ();
  for (guint i = 0; i < events->len; i++)
    {
      HallEvent *event = g_ptr_array_index (events, i);
      const char *const ids[] = { event->id, NULL };

      if (hall_conversation_take_withheld (self, event)
          || hall_conversation_meets_deletion (self, event))
        continue;
      hall_timeline_set_hidden (hall_room_get_timeline (self->room), ids, FALSE);
      g_ptr_array_add (shown, event);
    }
  hall_conversation_show_events (self, shown);
  for (guint i = 0; i < events->len && !self->closed; i++)
    hall_conversation_relay (self, g_ptr_array_index (events, i), NULL);
}

/* The census may judge what was said otherwise now. */
void
hall_conversation_check_shown (HallConversation *self)
{
  g_autoptr (GPtrArray) authors = NULL;
  g_autoptr (GPtrArray) unpermitted = NULL;
  g_autoptr (GPtrArray) permitted = NULL;

  authors = hall_census_take_changed_before (self->census, self->spoken_lc);
  hall_census_take_judged (self->census, &unpermitted, &permitted);
  for (guint i = 0; authors != NULL && i < authors->len; i++)
    permit (self, g_ptr_array_index (authors, i));
  hide_judged (self, unpermitted, TRUE);
  show_permitted (self);
  hide_judged (self, permitted, FALSE);
  hall_conversation_check_deletions (self);
  hall_conversation_check_pins (self);
}

/* Judged before it was known what gave the right to it, and then we were killed. */
static void
list_hidden_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (HallConversation) self = user_data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) authors = NULL;
  g_auto (GStrv) control = NULL;

  authors = hall_store_list_hidden_finish (HALL_STORE (source), result, &control, &error);
  if (authors == NULL)
    g_debug ("room %s: what is hidden cannot be read: %s", self->stored->id, error->message);
  if (authors == NULL || self->closed)
    return;
  for (guint i = 0; authors[i] != NULL; i++)
    if (hall_census_ever_contained (self->census, authors[i]))
      permit (self, authors[i]);
  hall_census_note_unpermitted (self->census, (const char *const *) control);
  self->rights_due |= control[0] != NULL;
  hall_conversation_check_rights (self);
}

/**
 * hall_conversation_note_loaded:
 * @self: a conversation
 *
 * All control events of the store are in the census. What is hidden is on disk already, unless we
 * were killed in between: those who were put out once are looked through, and those of whom
 * something is hidden.
 */
void
hall_conversation_note_loaded (HallConversation *self)
{
  g_autoptr (GPtrArray) changed = hall_census_take_changed (self->census);
  g_autoptr (GPtrArray) former = NULL;
  GHashTableIter iter;
  gpointer author;

  self->census_loaded = TRUE;
  self->rights_due = TRUE;
  if (self->direct != NULL)
    {
      hall_conversation_check_heralds (self);
      return;
    }
  former = hall_census_list_former (self->census);
  for (guint i = 0; i < former->len; i++)
    g_hash_table_add (self->early, g_strdup (g_ptr_array_index (former, i)));
  g_hash_table_iter_init (&iter, self->early);
  while (g_hash_table_iter_next (&iter, &author, NULL))
    permit (self, author);
  g_hash_table_remove_all (self->early);
  hall_store_list_hidden_async (self->context->store, self->stored->id,
                                self->context->cancellable, list_hidden_cb, g_object_ref (self));
  hall_conversation_check_rights (self);
  hall_conversation_note_acquainted (self);
}
