/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-emoji-button.c: the button that puts an emoji into a text.
 *
 * GTK's chooser is made when it is first wanted: it holds near two thousand pictures.
 */

#define G_LOG_DOMAIN "hall-emoji-button"

#include "config.h"

#include "hall-emoji-button.h"

static void
on_picked (HallComposerText *text,
           const char       *emoji)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (text));

  gtk_text_buffer_delete_selection (buffer, TRUE, TRUE);
  gtk_text_buffer_insert_at_cursor (buffer, emoji, -1);
  gtk_widget_grab_focus (GTK_WIDGET (text));
}

static void
make_chooser (GtkMenuButton *button,
              gpointer       user_data)
{
  HallComposerText *text = user_data;
  GtkWidget *chooser;

  /* What is being composed would be lost with the keyboard. */
  hall_composer_text_finish (text);
  if (gtk_menu_button_get_popover (button) != NULL)
    return;
  chooser = gtk_emoji_chooser_new ();
  g_signal_connect_object (chooser, "emoji-picked", G_CALLBACK (on_picked), text,
                           G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (button, chooser);
}

/**
 * hall_emoji_button_set_up:
 * @button: a button
 * @text: where the emoji goes, in the place of what is selected
 */
void
hall_emoji_button_set_up (GtkMenuButton    *button,
                          HallComposerText *text)
{
  g_return_if_fail (GTK_IS_MENU_BUTTON (button));
  g_return_if_fail (HALL_IS_COMPOSER_TEXT (text));

  gtk_menu_button_set_create_popup_func (button, make_chooser, text, NULL);
}
