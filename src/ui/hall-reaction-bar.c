/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-reaction-bar.c: the emoji that people have put to a message, below it.
 *
 * Owned by the row of the message, which makes it when first needed. A chip stays the same widget
 * as long as its reaction is there, so that the keyboard stays on it. The last chip, "+", opens the
 * choice of all emoji (the action "message.choose-reaction").
 */

#define G_LOG_DOMAIN "hall-reaction-bar"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-reaction-chip.h"
#include "hall-reaction-layout.h"

#include "hall-reaction-bar.h"

struct _HallReactionBar
{
  GtkWidget parent_instance;

  HallMessage *message;  /* (nullable) */
  GListModel *reactions; /* (nullable): of the message */
  GtkWidget *add;        /* the last child */
};

G_DEFINE_FINAL_TYPE (HallReactionBar, hall_reaction_bar, GTK_TYPE_WIDGET)

static GtkWidget *
get_chip (HallReactionBar *self,
          guint            position)
{
  GtkWidget *chip = gtk_widget_get_first_child (GTK_WIDGET (self));

  while (position-- > 0)
    chip = gtk_widget_get_next_sibling (chip);
  return chip;
}

/* One's own was taken back by its key: the keyboard goes to the chip that is there now, or to the
 * message, and not to wherever GTK thinks of. */
static void
give_back_focus (HallReactionBar *self,
                 guint            position)
{
  guint n_chips = g_list_model_get_n_items (self->reactions);
  GtkWidget *next = gtk_widget_get_parent (GTK_WIDGET (self));

  if (n_chips > 0)
    next = get_chip (self, MIN (position, n_chips - 1));
  while (next != NULL && !gtk_widget_get_focusable (next))
    next = gtk_widget_get_parent (next);
  if (next != NULL)
    gtk_widget_grab_focus (next);
}

static void
change_chips (HallReactionBar *self,
              guint            position,
              guint            removed,
              guint            added)
{
  const char *id = hall_message_get_id (self->message);

  for (guint i = 0; i < removed; i++)
    gtk_widget_unparent (get_chip (self, position));
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (HallReaction) reaction = g_list_model_get_item (self->reactions, position + i);

      gtk_widget_insert_before (hall_reaction_chip_new (reaction, id), GTK_WIDGET (self),
                                get_chip (self, position + i));
    }
}

static void
on_items_changed (HallReactionBar *self,
                  guint            position,
                  guint            removed,
                  guint            added)
{
  GtkWidget *chip = gtk_widget_get_focus_child (GTK_WIDGET (self));
  gboolean had_focus = chip != NULL && gtk_widget_has_focus (chip);

  change_chips (self, position, removed, added);
  if (had_focus && gtk_widget_get_focus_child (GTK_WIDGET (self)) != chip)
    give_back_focus (self, position);
}

static void
hall_reaction_bar_dispose (GObject *object)
{
  HallReactionBar *self = HALL_REACTION_BAR (object);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_first_child (GTK_WIDGET (self)))
    gtk_widget_unparent (child);
  g_clear_object (&self->reactions);
  g_clear_object (&self->message);
  G_OBJECT_CLASS (hall_reaction_bar_parent_class)->dispose (object);
}

static void
hall_reaction_bar_class_init (HallReactionBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_reaction_bar_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, HALL_TYPE_REACTION_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
hall_reaction_bar_init (HallReactionBar *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "reactions");
  self->add = gtk_button_new_from_icon_name ("list-add-symbolic");
  gtk_widget_set_css_classes (self->add, (const char *[]) { "reaction", "reaction-add", NULL });
  gtk_widget_set_tooltip_text (self->add, _("Add Reaction"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->add), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Add Reaction"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Reactions"), -1);
  gtk_widget_set_parent (self->add, GTK_WIDGET (self));
}

/**
 * hall_reaction_bar_new:
 *
 * Returns: (transfer floating): a bar of no message yet
 */
GtkWidget *
hall_reaction_bar_new (void)
{
  return g_object_new (HALL_TYPE_REACTION_BAR, NULL);
}

/**
 * hall_reaction_bar_set_message:
 * @self: a bar
 * @message: (nullable): the message whose reactions are shown from now on
 */
void
hall_reaction_bar_set_message (HallReactionBar *self,
                               HallMessage     *message)
{
  g_return_if_fail (HALL_IS_REACTION_BAR (self));

  if (self->message == message)
    return;
  if (self->reactions != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->reactions, on_items_changed, self);
      change_chips (self, 0, g_list_model_get_n_items (self->reactions), 0);
      g_clear_object (&self->reactions);
    }
  g_set_object (&self->message, message);
  if (message == NULL || hall_message_get_id (message) == NULL)
    return;
  self->reactions = g_object_ref (hall_message_get_reactions (message));
  g_signal_connect_object (self->reactions, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_SWAPPED);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->add), "s", hall_message_get_id (message));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->add), "message.choose-reaction");
  change_chips (self, 0, 0, g_list_model_get_n_items (self->reactions));
}

/**
 * hall_reaction_bar_describe:
 * @message: a message
 *
 * Returns: (transfer full) (nullable): its reactions as a screen reader says them: "2 👍, 1 🎉",
 *   which it reads as the emoji's names
 */
char *
hall_reaction_bar_describe (HallMessage *message)
{
  GListModel *reactions;
  GString *text = NULL;

  g_return_val_if_fail (HALL_IS_MESSAGE (message), NULL);

  if (!hall_message_get_has_reactions (message))
    return NULL;
  reactions = hall_message_get_reactions (message);
  for (guint i = 0; i < g_list_model_get_n_items (reactions); i++)
    {
      g_autoptr (HallReaction) reaction = g_list_model_get_item (reactions, i);

      if (text == NULL)
        text = g_string_new (NULL);
      else
        g_string_append (text, C_("reaction", ", "));
      g_string_append_printf (text, "%u %s", hall_reaction_get_count (reaction),
                              hall_reaction_get_emoji (reaction));
    }
  return text != NULL ? g_string_free (text, FALSE) : NULL;
}
