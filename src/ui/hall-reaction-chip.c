/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-reaction-chip.c: one emoji below a message, and how many people put it there.
 *
 * Owned by HallReactionBar; shows one HallReaction for life. A click puts one's own to it or takes
 * that back, by the action "message.react" of the conversation. One's own are accented. The tooltip
 * names the people, and is made when asked for.
 */

#define G_LOG_DOMAIN "hall-reaction-chip"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-message-text.h"

#include "hall-reaction-chip.h"

/* More names than this make no tooltip. */
#define NAMES_MAX 12

struct _HallReactionChip
{
  GtkButton parent_instance;

  HallReaction *reaction;
  GtkWidget *count;
};

G_DEFINE_FINAL_TYPE (HallReactionChip, hall_reaction_chip, GTK_TYPE_BUTTON)

static void
update (HallReactionChip *self)
{
  gboolean own = hall_reaction_get_own (self->reaction);
  guint n_people = hall_reaction_get_count (self->reaction);
  g_autofree char *count = g_strdup_printf ("%u", n_people);
  /* Translators: a button below a message: an emoji, and how many people put it there. */
  g_autofree char *label = g_strdup_printf (ngettext ("%s by %u person", "%s by %u people",
                                                      n_people),
                                            hall_reaction_get_emoji (self->reaction), n_people);

  gtk_label_set_text (GTK_LABEL (self->count), count);
  if (own)
    gtk_widget_add_css_class (GTK_WIDGET (self), "own");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "own");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_PRESSED,
                               own ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE,
                               -1);
}

static gboolean
on_query_tooltip (HallReactionChip *self,
                  int               x,
                  int               y,
                  gboolean          keyboard,
                  GtkTooltip       *tooltip)
{
  g_autofree char *names = hall_reaction_chip_name_people (self->reaction);

  gtk_tooltip_set_text (tooltip, names);
  return TRUE;
}

static void
hall_reaction_chip_dispose (GObject *object)
{
  g_clear_object (&HALL_REACTION_CHIP (object)->reaction);
  G_OBJECT_CLASS (hall_reaction_chip_parent_class)->dispose (object);
}

static void
hall_reaction_chip_class_init (HallReactionChipClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_reaction_chip_dispose;
}

static void
hall_reaction_chip_init (HallReactionChip *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "reaction");
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (on_query_tooltip), NULL);
}

/**
 * hall_reaction_chip_new:
 * @reaction: what is shown
 * @message_id: id of the message that it was put to
 *
 * Returns: (transfer floating): a chip
 */
GtkWidget *
hall_reaction_chip_new (HallReaction *reaction,
                        const char   *message_id)
{
  HallReactionChip *self = g_object_new (HALL_TYPE_REACTION_CHIP, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 5);
  GtkWidget *emoji = gtk_label_new (hall_reaction_get_emoji (reaction));

  self->reaction = g_object_ref (reaction);
  self->count = gtk_label_new (NULL);
  gtk_widget_set_css_classes (self->count, (const char *[]) { "numeric", "reaction-count", NULL });
  gtk_box_append (GTK_BOX (box), emoji);
  gtk_box_append (GTK_BOX (box), self->count);
  gtk_button_set_child (GTK_BUTTON (self), box);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "(ss)", message_id,
                                    hall_reaction_get_emoji (reaction));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), "message.react");
  g_signal_connect_object (reaction, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

/**
 * hall_reaction_chip_name_people:
 * @reaction: a reaction
 *
 * Returns: (transfer full): who put it there, in plain text
 */
char *
hall_reaction_chip_name_people (HallReaction *reaction)
{
  GPtrArray *people = hall_reaction_get_people (reaction);
  g_autoptr (GString) names = g_string_new (NULL);
  guint n_named = people->len <= NAMES_MAX ? people->len : NAMES_MAX - 1;
  guint n_others = hall_reaction_get_count (reaction) - n_named;

  for (guint i = 0; i < n_named; i++)
    {
      HallPerson *person = g_ptr_array_index (people, i);
      g_autofree char *name = hall_person_get_is_self (person)
                              ? g_strdup (C_("reaction", "You"))
                              : hall_message_text_isolate (hall_person_get_name (person));

      if (i > 0)
        /* Translators: between the names in a list. */
        g_string_append (names, C_("reaction", ", "));
      g_string_append (names, name);
    }
  if (n_others == 0)
    return g_string_free (g_steal_pointer (&names), FALSE);
  /* Translators: a list of names, and how many people more. */
  return g_strdup_printf (ngettext ("%s and %u other", "%s and %u others", n_others), names->str,
                          n_others);
}
