/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-application-actions.c: what can be asked of the program from outside of its window: by a
 * notification, the launcher, a link, or the session bus.
 *
 * It may be started for that. Whatever needs a room or a person waits until the session has loaded
 * them, and until somebody has a name. What is gone by then is passed over in silence.
 */

#define G_LOG_DOMAIN "hall-application-actions"

#include "config.h"

#include "hall-link-question.h"

#include "hall-application-private.h"

/* Anybody on the session bus can ask. */
#define WAITING_MAX 16

typedef void (*ErrandFunc) (HallApplication *self,
                            GVariant        *target);

typedef struct
{
  ErrandFunc function;
  GVariant *target;        /* (nullable) */
} Errand;

static void
free_errand (gpointer data)
{
  Errand *errand = data;

  g_clear_pointer (&errand->target, g_variant_unref);
  g_free (errand);
}

/*
 * hall_application_do_waiting:
 * @self: the program
 *
 * Does what was asked for before there was anything to do it with. If it was started for that
 * alone, it ends.
 */
void
hall_application_do_waiting (HallApplication *self)
{
  g_autoptr (GPtrArray) waiting = NULL;

  if (!self->started || self->window == NULL || !hall_window_get_ready (self->window))
    return;
  waiting = g_steal_pointer (&self->waiting);
  for (guint i = 0; waiting != NULL && i < waiting->len; i++)
    {
      Errand *errand = g_ptr_array_index (waiting, i);

      errand->function (self, errand->target);
    }
  if (self->for_errand && !hall_settings_get_run_in_background (self->settings))
    hall_application_quit (self);
  self->for_errand = FALSE;
}

/* At once, if it can be. */
static void
do_when_ready (HallApplication *self,
               ErrandFunc       function,
               GVariant        *target)
{
  Errand *errand = g_new0 (Errand, 1);

  errand->function = function;
  errand->target = target != NULL ? g_variant_ref_sink (target) : NULL;
  if (self->waiting == NULL)
    self->waiting = g_ptr_array_new_with_free_func (free_errand);
  if (self->waiting->len == WAITING_MAX)
    g_ptr_array_remove_index (self->waiting, 0);
  g_ptr_array_add (self->waiting, errand);
  hall_application_do_waiting (self);
}

static void
on_quit (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  hall_application_quit (user_data);
}

static void
on_restart (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  hall_application_restart (user_data);
}

static void
open_room (HallApplication *self,
           GVariant        *target)
{
  HallRoom *room = hall_window_find_room (self->window, g_variant_get_string (target, NULL));

  if (room != NULL)
    hall_window_open_room (self->window, room);
}

static void
on_open_room (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  HallApplication *self = user_data;

  g_application_activate (G_APPLICATION (self));
  do_when_ready (self, open_room, parameter);
}

static void
mark_read (HallApplication *self,
           GVariant        *target)
{
  gtk_widget_activate_action_variant (GTK_WIDGET (self->window), "win.mark-read", target);
}

/* From a notification: the window stays where it is. A notification can be there longer than the
 * program, which then is started, and goes again. */
static void
on_mark_read (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  HallApplication *self = user_data;
  gboolean first = self->session == NULL;

  if (!hall_application_run_session (self))
    return;
  if (first)
    self->for_errand = TRUE;
  do_when_ready (self, mark_read, parameter);
}

static void
join_room (HallApplication *self,
           GVariant        *target)
{
  gtk_widget_activate_action_variant (GTK_WIDGET (self->window), "win.join-room", target);
}

/* From the notification of an invitation. */
static void
on_join_room (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  HallApplication *self = user_data;

  g_application_activate (G_APPLICATION (self));
  do_when_ready (self, join_room, parameter);
}

static void
create_room (HallApplication *self,
             GVariant        *target)
{
  gtk_widget_activate_action (GTK_WIDGET (self->window), "win.create-room", NULL);
}

/* From the menu of the program's icon. */
static void
on_create_room (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  HallApplication *self = user_data;

  g_application_activate (G_APPLICATION (self));
  do_when_ready (self, create_room, NULL);
}

static const GActionEntry actions[] = {
  { "quit", on_quit, NULL, NULL, NULL },
  { "restart", on_restart, NULL, NULL, NULL },
  { "open-room", on_open_room, "s", NULL, NULL },
  { "mark-read", on_mark_read, "s", NULL, NULL },
  { "join-room", on_join_room, "s", NULL, NULL },
  { "create-room", on_create_room, NULL, NULL, NULL },
};

/*
 * hall_application_add_actions:
 * @self: the program
 */
void
hall_application_add_actions (HallApplication *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}

/* One question at a time: whoever makes links can make many. */
static void
ask_link (HallApplication *self,
          GVariant        *target)
{
  GtkWindow *question;

  if (self->link_question != NULL)
    gtk_window_destroy (self->link_question);
  question = hall_link_question_ask (self->session, g_variant_get_string (target, NULL),
                                     GTK_WINDOW (self->window));
  g_set_weak_pointer (&self->link_question, question);
  gtk_window_present (question);
}

/*
 * hall_application_open_link:
 * @self: the program
 * @link: from outside, by anybody
 *
 * Shows the window, and asks before it opens anything.
 */
void
hall_application_open_link (HallApplication *self,
                            const char      *link)
{
  hall_application_show_window (self);
  if (self->session != NULL)
    do_when_ready (self, ask_link, g_variant_new_string (link));
}
