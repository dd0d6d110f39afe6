/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-person-row.c: a person in the sidebar or in a room's member list.
 *
 * Avatar with presence, name, what is known of the key, status or what was said last. Whatever a
 * colour says, a word says too. Plain labels only.
 */

#define G_LOG_DOMAIN "hall-person-row"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-avatar.h"
#include "hall-presence-text.h"
#include "hall-room.h"
#include "hall-row-name.h"
#include "hall-ui.h"

#include "hall-person-row.h"

struct _HallPersonRow
{
  AdwBin parent_instance;

  HallPerson *person;
  GSignalGroup *person_signals;
  GSignalGroup *conversation_signals;
  GSignalGroup *typing_signals;
  char *note;
  gboolean shows_news;

  GtkWidget *verified;
  GtkWidget *resembles;
  GtkLabel *tag;
  GtkLabel *details;
  GtkWidget *muted;
  GtkLabel *unread;
};

typedef enum
{
  PROP_PERSON = 1,
} HallPersonRowProperty;

static GParamSpec *properties[PROP_PERSON + 1];

G_DEFINE_FINAL_TYPE (HallPersonRow, hall_person_row, ADW_TYPE_BIN)

static guint
get_unread (HallPersonRow *self)
{
  HallRoom *conversation = hall_person_get_conversation (self->person);

  return self->shows_news && conversation != NULL && !hall_person_get_blocked (self->person)
         ? hall_room_get_unread (conversation) : 0;
}

static gboolean
is_muted (HallPersonRow *self)
{
  HallRoom *conversation = hall_person_get_conversation (self->person);

  return self->shows_news && conversation != NULL &&
         hall_room_get_notify (conversation) == HALL_NOTIFY_NOTHING;
}

/* What was said last, in one line; NULL when that is not news. */
static char *
preview (HallPersonRow *self)
{
  HallRoom *conversation = hall_person_get_conversation (self->person);
  HallMessage *message = conversation != NULL ? hall_room_get_last_message (conversation) : NULL;

  if (message == NULL || get_unread (self) == 0)
    return NULL;
  if (hall_message_get_kind (message) == HALL_MESSAGE_INVITATION)
    /* Translators: below a person's name: into a room. */
    return g_strdup_printf (_("Invites you to “%s”"), hall_message_get_name (message));
  if (hall_message_get_kind (message) != HALL_MESSAGE_TEXT)
    return NULL;
  return g_strdelimit (g_strdup (hall_message_get_text (message)), "\n\r\t", ' ');
}

static gboolean
is_typing (HallPersonRow *self)
{
  HallRoom *conversation = hall_person_get_conversation (self->person);

  return self->shows_news && conversation != NULL &&
         g_list_model_get_n_items (hall_room_get_typing (conversation)) > 0;
}

/* The most pressing thing there is to say. */
static char *
describe (HallPersonRow *self)
{
  char *text;

  if (self->note != NULL)
    return g_strdup (self->note);
  if (hall_person_get_blocked (self->person))
    return g_strdup (C_("presence", "Blocked"));
  if (hall_person_get_resembles (self->person) != NULL)
    return g_strdup (_("May be somebody else"));
  if (is_typing (self))
    return g_strdup (C_("person", "typing…"));
  text = preview (self);
  return text != NULL ? text : hall_presence_text_of (self->person);
}

static void
set_class (HallPersonRow *self,
           const char    *name,
           gboolean       set)
{
  if (set)
    gtk_widget_add_css_class (GTK_WIDGET (self), name);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), name);
}

static void
update_marks (HallPersonRow *self)
{
  gboolean resembles = hall_person_get_resembles (self->person) != NULL;
  gboolean blocked = hall_person_get_blocked (self->person);
  gboolean here = hall_person_get_online (self->person) ||
                  hall_person_get_is_self (self->person);
  guint unread = self->note == NULL ? get_unread (self) : 0;
  g_autofree char *count = unread > 99 ? g_strdup (C_("unread", "99+"))
                                       : g_strdup_printf ("%u", unread);

  set_class (self, "offline", !here);
  set_class (self, "blocked", blocked);
  set_class (self, "resembles", resembles && !blocked);
  set_class (self, "unread", unread > 0);
  set_class (self, "muted", is_muted (self));
  gtk_widget_set_visible (self->muted, is_muted (self));
  gtk_widget_set_visible (self->resembles, resembles && !blocked);
  gtk_widget_set_visible (self->verified, !resembles &&
                          hall_person_get_trust (self->person) == HALL_TRUST_VERIFIED);
  gtk_widget_set_visible (GTK_WIDGET (self->tag), hall_person_get_tagged (self->person));
  gtk_label_set_text (self->tag, hall_person_get_key_tag (self->person));
  gtk_label_set_text (self->unread, count);
  gtk_widget_set_visible (GTK_WIDGET (self->unread), unread > 0);
}

/* For screen readers: what is written and what the badges say. */
static char *
speak (HallPersonRow *self,
       const char    *details)
{
  g_autofree char *spoken = hall_presence_text_spoken (self->person, details);
  g_autofree char *news = NULL;
  GString *name = g_string_new (spoken);
  guint unread = self->note == NULL ? get_unread (self) : 0;

  if (unread > 0)
    news = g_strdup_printf (ngettext ("%u unread", "%u unread", unread), unread);
  hall_presence_text_add (name, news);
  hall_presence_text_add (name, is_muted (self) ? C_("notifications", "muted") : NULL);
  return g_string_free (name, FALSE);
}

static void
hall_person_row_update (HallPersonRow *self)
{
  g_autofree char *details = NULL;
  g_autofree char *name = NULL;
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  if (self->person == NULL)
    return;
  details = describe (self);
  gtk_label_set_text (self->details, details);
  update_marks (self);
  if (parent == NULL)
    return;
  name = speak (self, details);
  /* In the sidebar a HallSidebarRow stands between this and the list's own widget. */
  hall_row_name_set (ADW_IS_BIN (parent) ? parent : GTK_WIDGET (self), name);
}

/* The conversation comes when there is something in it. */
static void
on_conversation (HallPersonRow *self)
{
  HallRoom *conversation = self->person != NULL ? hall_person_get_conversation (self->person)
                                                : NULL;

  g_signal_group_set_target (self->conversation_signals, conversation);
  g_signal_group_set_target (self->typing_signals,
                             conversation != NULL ? hall_room_get_typing (conversation) : NULL);
  hall_person_row_update (self);
}

/* The name's own width is no reason to make the list wider. */
static void
measure (GtkWidget      *widget,
         GtkOrientation  orientation,
         int             for_size,
         int            *minimum,
         int            *natural,
         int            *minimum_baseline,
         int            *natural_baseline)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  gtk_widget_measure (child, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = *minimum;
}

static void
allocate (GtkWidget *widget,
          int        width,
          int        height,
          int        baseline)
{
  gtk_widget_allocate (adw_bin_get_child (ADW_BIN (widget)), width, height, baseline, NULL);
}

static void
hall_person_row_dispose (GObject *object)
{
  HallPersonRow *self = HALL_PERSON_ROW (object);

  g_clear_object (&self->typing_signals);
  g_clear_object (&self->conversation_signals);
  g_clear_object (&self->person_signals);
  g_clear_object (&self->person);
  g_clear_pointer (&self->note, g_free);
  G_OBJECT_CLASS (hall_person_row_parent_class)->dispose (object);
}

static void
hall_person_row_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch ((HallPersonRowProperty) id)
    {
    case PROP_PERSON:
      g_value_set_object (value, HALL_PERSON_ROW (object)->person);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hall_person_row_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  switch ((HallPersonRowProperty) id)
    {
    case PROP_PERSON:
      hall_person_row_set_person (HALL_PERSON_ROW (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hall_person_row_class_init (HallPersonRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hall_person_row_dispose;
  object_class->get_property = hall_person_row_get_property;
  object_class->set_property = hall_person_row_set_property;

  properties[PROP_PERSON] =
    g_param_spec_object ("person", NULL, NULL, HALL_TYPE_PERSON,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (HALL_TYPE_AVATAR);
  gtk_widget_class_set_template_from_resource (widget_class, HALL_UI_TEMPLATE ("hall-person-row"));
  gtk_widget_class_bind_template_child (widget_class, HallPersonRow, verified);
  gtk_widget_class_bind_template_child (widget_class, HallPersonRow, resembles);
  gtk_widget_class_bind_template_child (widget_class, HallPersonRow, tag);
  gtk_widget_class_bind_template_child (widget_class, HallPersonRow, details);
  gtk_widget_class_bind_template_child (widget_class, HallPersonRow, muted);
  gtk_widget_class_bind_template_child (widget_class, HallPersonRow, unread);
}

static void
hall_person_row_init (HallPersonRow *self)
{
  static const char *const watched[] = {
    "notify::name", "notify::presence", "notify::status-text", "notify::trust", "notify::blocked",
    "notify::tagged", "notify::resembles",
  };

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_direction (GTK_WIDGET (self->tag), GTK_TEXT_DIR_LTR);
  gtk_widget_set_layout_manager (GTK_WIDGET (self), gtk_custom_layout_new (NULL, measure,
                                                                           allocate));
  self->person_signals = g_signal_group_new (HALL_TYPE_PERSON);
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_group_connect_swapped (self->person_signals, watched[i],
                                    G_CALLBACK (hall_person_row_update), self);
  g_signal_group_connect_swapped (self->person_signals, "notify::conversation",
                                  G_CALLBACK (on_conversation), self);
  self->conversation_signals = g_signal_group_new (HALL_TYPE_ROOM);
  g_signal_group_connect_swapped (self->conversation_signals, "notify::unread",
                                  G_CALLBACK (hall_person_row_update), self);
  g_signal_group_connect_swapped (self->conversation_signals, "notify::notify",
                                  G_CALLBACK (hall_person_row_update), self);
  g_signal_group_connect_swapped (self->conversation_signals, "notify::last-message",
                                  G_CALLBACK (hall_person_row_update), self);
  self->typing_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->typing_signals, "items-changed",
                                  G_CALLBACK (hall_person_row_update), self);
}

/**
 * hall_person_row_new:
 *
 * Returns: (transfer floating): a row of nobody yet
 */
GtkWidget *
hall_person_row_new (void)
{
  return g_object_new (HALL_TYPE_PERSON_ROW, NULL);
}

/**
 * hall_person_row_get_person:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): who is shown
 */
HallPerson *
hall_person_row_get_person (HallPersonRow *self)
{
  g_return_val_if_fail (HALL_IS_PERSON_ROW (self), NULL);

  return self->person;
}

/**
 * hall_person_row_set_person:
 * @self: a row
 * @person: (nullable): who to show from now on
 */
void
hall_person_row_set_person (HallPersonRow *self,
                            HallPerson    *person)
{
  g_return_if_fail (HALL_IS_PERSON_ROW (self));

  if (!g_set_object (&self->person, person))
    return;
  g_signal_group_set_target (self->person_signals, person);
  on_conversation (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PERSON]);
}

/**
 * hall_person_row_set_note:
 * @self: a row
 * @note: (nullable): what to say below the name in place of the status
 */
void
hall_person_row_set_note (HallPersonRow *self,
                          const char    *note)
{
  g_return_if_fail (HALL_IS_PERSON_ROW (self));

  if (g_strcmp0 (self->note, note) == 0)
    return;
  g_free (self->note);
  self->note = g_strdup (note);
  hall_person_row_update (self);
}

/**
 * hall_person_row_set_shows_news:
 * @self: a row
 * @shows_news: whether to show what is new in the private conversation: in the sidebar alone
 */
void
hall_person_row_set_shows_news (HallPersonRow *self,
                                gboolean       shows_news)
{
  g_return_if_fail (HALL_IS_PERSON_ROW (self));

  self->shows_news = shows_news;
  hall_person_row_update (self);
}
