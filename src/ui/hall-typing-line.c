/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-typing-line.c: who is writing just now.
 *
 * Its place is always there, so that nothing moves when somebody begins. It is not read aloud: it
 * would talk all the time. Names are plain text.
 */

#define G_LOG_DOMAIN "hall-typing-line"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-message-text.h"

#include "hall-typing-line.h"

struct _HallTypingLine
{
  AdwBin parent_instance;

  GSignalGroup *typing_signals;
  GSignalGroup *name_signals; /* of the first */
  GListModel *typing;         /* (nullable) of HallPerson */

  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (HallTypingLine, hall_typing_line, ADW_TYPE_BIN)

static char *
name (GListModel *people,
      guint       position)
{
  g_autoptr (HallPerson) person = g_list_model_get_item (people, position);

  return hall_message_text_isolate (hall_person_get_name (person));
}

/* (transfer full) */
static char *
describe (GListModel *people)
{
  guint n_people = people != NULL ? g_list_model_get_n_items (people) : 0;
  g_autofree char *first = n_people > 0 ? name (people, 0) : NULL;
  g_autofree char *second = n_people > 1 ? name (people, 1) : NULL;

  if (n_people == 0)
    return g_strdup ("");
  if (n_people == 1)
    /* Translators: %s is a person. */
    return g_strdup_printf (_("%s is typing…"), first);
  if (n_people == 2)
    return g_strdup_printf (_("%s and %s are typing…"), first, second);
  return g_strdup (_("Several people are typing…"));
}

static void
update (HallTypingLine *self)
{
  guint n_people = self->typing != NULL ? g_list_model_get_n_items (self->typing) : 0;
  g_autofree char *text = describe (self->typing);
  g_autoptr (HallPerson) first = n_people > 0 ? g_list_model_get_item (self->typing, 0) : NULL;

  g_signal_group_set_target (self->name_signals, first);
  gtk_label_set_text (self->label, text);
}

static void
hall_typing_line_dispose (GObject *object)
{
  HallTypingLine *self = HALL_TYPING_LINE (object);

  g_clear_object (&self->typing_signals);
  g_clear_object (&self->name_signals);
  g_clear_object (&self->typing);
  G_OBJECT_CLASS (hall_typing_line_parent_class)->dispose (object);
}

static void
hall_typing_line_class_init (HallTypingLineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_typing_line_dispose;
}

static void
hall_typing_line_init (HallTypingLine *self)
{
  GtkWidget *clamp = g_object_new (ADW_TYPE_CLAMP, "maximum-size", 820, "tightening-threshold",
                                   600, NULL);

  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->label, 0.0);
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_widget_set_css_classes (GTK_WIDGET (self->label), (const char *[]) { "typing-line",
                                                                           "caption", NULL });
  adw_clamp_set_child (ADW_CLAMP (clamp), GTK_WIDGET (self->label));
  adw_bin_set_child (ADW_BIN (self), clamp);
  self->typing_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->typing_signals, "items-changed", G_CALLBACK (update),
                                  self);
  self->name_signals = g_signal_group_new (HALL_TYPE_PERSON);
  g_signal_group_connect_swapped (self->name_signals, "notify::name", G_CALLBACK (update), self);
}

/**
 * hall_typing_line_set_room:
 * @self: a line
 * @room: (nullable): what is open from now on
 */
void
hall_typing_line_set_room (HallTypingLine *self,
                           HallRoom       *room)
{
  GListModel *typing = room != NULL ? hall_room_get_typing (room) : NULL;

  g_return_if_fail (HALL_IS_TYPING_LINE (self));

  if (!g_set_object (&self->typing, typing))
    return;
  g_signal_group_set_target (self->typing_signals, typing);
  update (self);
}
