/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-phrase-row.c: an entry for a new passphrase, with suggestions.
 *
 * What is typed can be seen: a new passphrase is there to be told to others. One button suggests
 * six words, another copies what stands there. It sets nothing: dialogs do.
 */

#define G_LOG_DOMAIN "hall-phrase-row"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-announce.h"

#include "hall-phrase-row.h"

struct _HallPhraseRow
{
  AdwEntryRow parent_instance;

  HallSession *session; /* (nullable): until set */
};

G_DEFINE_FINAL_TYPE (HallPhraseRow, hall_phrase_row, ADW_TYPE_ENTRY_ROW)

static void
suggest (HallPhraseRow *self)
{
  g_autofree char *phrase = NULL;

  if (self->session == NULL)
    return;
  phrase = hall_session_suggest_passphrase (self->session);
  gtk_editable_set_text (GTK_EDITABLE (self), phrase);
}

static void
on_suggest_clicked (HallPhraseRow *self)
{
  suggest (self);
  hall_announce (GTK_WIDGET (self), gtk_editable_get_text (GTK_EDITABLE (self)));
}

static void
on_copy_clicked (HallPhraseRow *self)
{
  g_autofree char *phrase = hall_phrase_row_get_phrase (self);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), phrase);
  hall_announce (GTK_WIDGET (self), _("Passphrase copied"));
}

static void
add_button (HallPhraseRow *self,
            const char    *icon_name,
            const char    *name,
            GCallback      callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), button);
}

static void
hall_phrase_row_dispose (GObject *object)
{
  g_clear_object (&HALL_PHRASE_ROW (object)->session);
  G_OBJECT_CLASS (hall_phrase_row_parent_class)->dispose (object);
}

static void
hall_phrase_row_class_init (HallPhraseRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_phrase_row_dispose;
}

static void
hall_phrase_row_init (HallPhraseRow *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "phrase-row");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _("Passphrase"));
  add_button (self, "view-refresh-symbolic", _("Suggest Another"),
              G_CALLBACK (on_suggest_clicked));
  add_button (self, "edit-copy-symbolic", _("Copy Passphrase"), G_CALLBACK (on_copy_clicked));
}

/**
 * hall_phrase_row_set_session:
 * @self: a row
 * @session: who suggests; set once
 */
void
hall_phrase_row_set_session (HallPhraseRow *self,
                             HallSession   *session)
{
  g_return_if_fail (HALL_IS_PHRASE_ROW (self));
  g_return_if_fail (HALL_IS_SESSION (session));

  g_set_object (&self->session, session);
}

/**
 * hall_phrase_row_ensure:
 * @self: a row
 *
 * Suggests a passphrase, unless something stands there already.
 */
void
hall_phrase_row_ensure (HallPhraseRow *self)
{
  g_return_if_fail (HALL_IS_PHRASE_ROW (self));

  if (*gtk_editable_get_text (GTK_EDITABLE (self)) == '\0')
    suggest (self);
}

/**
 * hall_phrase_row_get_phrase:
 * @self: a row
 *
 * Returns: (transfer full): what was typed, without white space around it; "" for nothing
 */
char *
hall_phrase_row_get_phrase (HallPhraseRow *self)
{
  g_return_val_if_fail (HALL_IS_PHRASE_ROW (self), NULL);

  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self))));
}
