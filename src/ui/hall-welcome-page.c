/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-welcome-page.c: the first start: what is your name?
 *
 * One question, answered already: Enter starts. Whether a name can be used is the session's word.
 */

#define G_LOG_DOMAIN "hall-welcome-page"

#include "config.h"

#include "hall-avatar.h"
#include "hall-keep-words.h"
#include "hall-ui.h"

#include "hall-welcome-page.h"

struct _HallWelcomePage
{
  AdwBin parent_instance;

  HallSession *session;
  HallPerson *preview; /* how others will see the person under the name that is being typed */

  HallAvatar *avatar;
  AdwEntryRow *name;
  GtkLabel *problem;
  GtkWidget *start;
};

enum
{
  DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallWelcomePage, hall_welcome_page, ADW_TYPE_BIN)

static void
set_problem (HallWelcomePage *self,
             const char      *problem)
{
  if (problem != NULL)
    gtk_label_set_text (self->problem, problem);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
  if (problem != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->name), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->name), "error");
}

static void
on_name_changed (HallWelcomePage *self)
{
  set_problem (self, NULL);
  if (self->preview != NULL)
    hall_person_set_name (self->preview, gtk_editable_get_text (GTK_EDITABLE (self->name)));
}

static void
on_start (HallWelcomePage *self)
{
  g_autoptr (GError) error = NULL;

  if (!hall_session_set_name (self->session, gtk_editable_get_text (GTK_EDITABLE (self->name)),
                              &error))
    {
      set_problem (self, error->message);
      gtk_widget_grab_focus (GTK_WIDGET (self->name));
      return;
    }
  g_signal_emit (self, signals[DONE], 0);
}

static void
hall_welcome_page_dispose (GObject *object)
{
  HallWelcomePage *self = HALL_WELCOME_PAGE (object);

  g_clear_object (&self->preview);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (hall_welcome_page_parent_class)->dispose (object);
}

static void
hall_welcome_page_class_init (HallWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_welcome_page_dispose;

  signals[DONE] = g_signal_new ("done", HALL_TYPE_WELCOME_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);

  g_type_ensure (HALL_TYPE_AVATAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               HALL_UI_TEMPLATE ("hall-welcome-page"));
  gtk_widget_class_bind_template_child (widget_class, HallWelcomePage, avatar);
  gtk_widget_class_bind_template_child (widget_class, HallWelcomePage, name);
  gtk_widget_class_bind_template_child (widget_class, HallWelcomePage, problem);
  gtk_widget_class_bind_template_child (widget_class, HallWelcomePage, start);
  gtk_widget_class_bind_template_callback (widget_class, on_name_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_start);
}

static void
hall_welcome_page_init (HallWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hall_keep_words (GTK_WIDGET (self));
}

/**
 * hall_welcome_page_new:
 * @session: who gets the name
 *
 * Returns: (transfer floating): the page, with a name suggested
 */
GtkWidget *
hall_welcome_page_new (HallSession *session)
{
  HallWelcomePage *self = g_object_new (HALL_TYPE_WELCOME_PAGE, NULL);
  g_autofree char *suggestion = hall_session_suggest_name (session);
  HallPerson *person = hall_session_get_self (session);

  self->session = g_object_ref (session);
  if (person != NULL)
    {
      self->preview = hall_person_new (hall_person_get_id (person), TRUE);
      hall_avatar_set_person (self->avatar, self->preview);
    }
  gtk_editable_set_text (GTK_EDITABLE (self->name), suggestion != NULL ? suggestion : "");
  on_name_changed (self);
  return GTK_WIDGET (self);
}

/**
 * hall_welcome_page_focus:
 * @self: the page
 *
 * Puts the keyboard into the entry, with the suggestion selected.
 */
void
hall_welcome_page_focus (HallWelcomePage *self)
{
  g_return_if_fail (HALL_IS_WELCOME_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->name));
  gtk_editable_select_region (GTK_EDITABLE (self->name), 0, -1);
}
