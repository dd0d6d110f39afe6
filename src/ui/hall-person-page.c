/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-person-page.c: who somebody is, and what one thinks of it.
 *
 * Picture, name, what is known of the key, when and where seen, the safety number, and the rooms
 * one shares. Rows are made with plain labels: AdwActionRow of libadwaita 1.2 parses its title as
 * markup. What is chosen here is the session's business at once.
 */

#define G_LOG_DOMAIN "hall-person-page"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-avatar.h"
#include "hall-beside-box.h"
#include "hall-fact-row.h"
#include "hall-name-warning.h"
#include "hall-person-invite.h"
#include "hall-presence-text.h"
#include "hall-safety.h"
#include "hall-time-text.h"
#include "hall-ui.h"
#include "hall-wrapping.h"

#include "hall-person-page.h"

struct _HallPersonPage
{
  AdwBin parent_instance;

  HallSession *session;
  HallPerson *person; /* (nullable) */
  GSignalGroup *person_signals;
  HallNameWarning *warning;
  gboolean folded;
  gboolean returns;

  GtkWidget *back;
  GtkBox *top;
  GtkWidget *older;
  GtkLabel *name;
  GtkWidget *verified;
  GtkLabel *presence;
  GtkWidget *actions;
  GtkWidget *message;
  GtkMenuButton *invite;
  GtkListBox *facts;
  GtkWidget *safety_box;
  GtkLabel *compare;
  HallSafety *safety;
  GtkButton *verify;
  GtkWidget *rooms_heading;
  GtkListBox *rooms;
  GtkListBox *deeds;
  GtkScrolledWindow *scrolled;
};

typedef enum
{
  PROP_PERSON = 1,
  PROP_FOLDED,
} HallPersonPageProperty;

static GParamSpec *properties[PROP_FOLDED + 1];

enum
{
  ROOM_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallPersonPage, hall_person_page, ADW_TYPE_BIN)

static void
add_fact (HallPersonPage *self,
          const char     *title,
          const char     *value)
{
  gtk_list_box_append (self->facts, hall_fact_row_new (title, value));
}

static void
update_facts (HallPersonPage *self)
{
  const char *const *addresses = hall_person_get_addresses (self->person);
  gint64 now = g_get_real_time () / 1000, first_seen = hall_person_get_first_seen (self->person);

  hall_fact_row_clear (self->facts);
  if (!hall_person_get_online (self->person) && !hall_person_get_is_self (self->person))
    {
      g_autofree char *seen = hall_time_text_last_seen (hall_person_get_last_seen (self->person),
                                                        now);

      add_fact (self, _("Last seen"), seen);
    }
  if (first_seen > 0)
    {
      g_autofree char *day = hall_time_text_day (first_seen, now);

      add_fact (self, _("First seen"), day);
    }
  if (addresses != NULL && addresses[0] != NULL)
    {
      g_autofree char *list = g_strjoinv ("\n", (char **) addresses);

      add_fact (self, ngettext ("Address", "Addresses", g_strv_length ((char **) addresses)), list);
    }
  /* Translators: four letters and digits that tell two people of one name apart. */
  add_fact (self, _("Key tag"), hall_person_get_key_tag (self->person));
}

static void
update_presence (HallPersonPage *self)
{
  const char *presence = hall_presence_text_describe (hall_person_get_presence (self->person));
  const char *status = hall_person_get_status_text (self->person);
  g_autofree char *text = NULL;

  if (status != NULL && *status != '\0' && hall_person_get_online (self->person))
    /* Translators: "Available", "Away", …, then the words of the person's status. */
    text = g_strdup_printf (C_("presence", "%s · %s"), presence, status);
  else
    text = g_strdup (presence);
  gtk_label_set_text (self->presence, text);
}

/* When it is opened: rights and rooms come and go. */
static void
on_create_invite_menu (GtkMenuButton *button,
                       gpointer       user_data)
{
  HallPersonPage *self = user_data;
  g_autoptr (GMenuModel) model = hall_person_invite_model (self->session, self->person);

  gtk_menu_button_set_menu_model (button, model);
}

static void
add_deed (HallPersonPage *self,
          const char     *title,
          const char     *action,
          const char     *target,
          gboolean        destructive)
{
  GtkWidget *row = hall_fact_row_new (title, NULL);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), action);
  if (destructive)
    gtk_widget_add_css_class (row, "error");
  gtk_list_box_append (self->deeds, row);
}

static void
update_deeds (HallPersonPage *self)
{
  const char *id = hall_person_get_id (self->person);
  g_autofree char *link = hall_session_make_person_link (self->session, self->person);

  hall_fact_row_clear (self->deeds);
  add_deed (self, _("Copy Link"), "win.copy-text", link, FALSE);
  if (hall_person_get_is_self (self->person))
    return;
  if (hall_person_get_blocked (self->person))
    add_deed (self, C_("person", "Unblock"), "win.unblock-person", id, FALSE);
  else
    add_deed (self, C_("person", "Block"), "win.block-person", id, TRUE);
}

static void
update_trust (HallPersonPage *self)
{
  gboolean is_self = hall_person_get_is_self (self->person);
  gboolean resembles = hall_person_get_resembles (self->person) != NULL;
  gboolean verified = hall_person_get_trust (self->person) == HALL_TRUST_VERIFIED;
  gboolean blocked = hall_person_get_blocked (self->person);

  gtk_widget_set_visible (self->older, hall_person_get_older_version (self->person));
  gtk_widget_set_visible (self->verified, verified);
  gtk_widget_set_visible (self->safety_box, !is_self);
  gtk_widget_set_visible (self->actions, !is_self && !blocked);
  gtk_button_set_label (self->verify, verified ? _("Remove Verification") : _("Mark as Verified"));
  hall_wrap_button (self->verify);
  gtk_widget_set_sensitive (GTK_WIDGET (self->verify), verified || !resembles);
  if (resembles)
    gtk_widget_add_css_class (GTK_WIDGET (self->name), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->name), "error");
  update_deeds (self);
}

static void
update_names (HallPersonPage *self)
{
  g_autofree char *compare =
    g_strdup_printf (_("Compare this number with %s by phone or face to face. If both computers "
                       "show the same, nobody is in between."),
                     hall_person_get_name (self->person));

  gtk_label_set_text (self->compare, compare);
}

static void
update_rooms (HallPersonPage *self)
{
  g_autoptr (GPtrArray) rooms = hall_session_list_shared_rooms (self->session, self->person);

  hall_fact_row_clear (self->rooms);
  for (guint i = 0; i < rooms->len; i++)
    {
      HallRoom *room = g_ptr_array_index (rooms, i);
      GtkWidget *row = hall_fact_row_new (hall_room_get_name (room), NULL);

      g_object_set_data_full (G_OBJECT (row), "room", g_object_ref (room), g_object_unref);
      gtk_list_box_append (self->rooms, row);
    }
  gtk_widget_set_visible (self->rooms_heading, rooms->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->rooms), rooms->len > 0);
}

static void
on_message (HallPersonPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.message-person", "s",
                              hall_person_get_id (self->person));
}

static void
on_verify (HallPersonPage *self)
{
  hall_session_set_verified (self->session, self->person,
                             hall_person_get_trust (self->person) != HALL_TRUST_VERIFIED);
}

static void
on_allow_older (HallPersonPage *self)
{
  hall_session_allow_older_version (self->session, self->person);
}

static void
update_back (HallPersonPage *self)
{
  gtk_widget_set_visible (self->back, self->folded || self->returns);
}

static void
on_room_row_activated (HallPersonPage *self,
                       GtkListBoxRow  *row)
{
  g_signal_emit (self, signals[ROOM_ACTIVATED], 0, g_object_get_data (G_OBJECT (row), "room"));
}

static void
hall_person_page_dispose (GObject *object)
{
  HallPersonPage *self = HALL_PERSON_PAGE (object);

  g_clear_object (&self->person_signals);
  g_clear_object (&self->person);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (hall_person_page_parent_class)->dispose (object);
}

static void
hall_person_page_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  HallPersonPage *self = HALL_PERSON_PAGE (object);

  switch ((HallPersonPageProperty) id)
    {
    case PROP_PERSON:
      g_value_set_object (value, self->person);
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, self->folded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hall_person_page_set_property (GObject      *object,
                               guint         id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  HallPersonPage *self = HALL_PERSON_PAGE (object);

  switch ((HallPersonPageProperty) id)
    {
    case PROP_PERSON:
      hall_person_page_set_person (self, g_value_get_object (value));
      break;
    case PROP_FOLDED:
      if (self->folded == g_value_get_boolean (value))
        break;
      self->folded = !self->folded;
      update_back (self);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hall_person_page_class_init (HallPersonPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = hall_person_page_dispose;
  object_class->get_property = hall_person_page_get_property;
  object_class->set_property = hall_person_page_set_property;

  properties[PROP_PERSON] =
    g_param_spec_object ("person", NULL, NULL, HALL_TYPE_PERSON, flags);
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[ROOM_ACTIVATED] = g_signal_new ("room-activated", HALL_TYPE_PERSON_PAGE,
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                          HALL_TYPE_ROOM);

  g_type_ensure (HALL_TYPE_AVATAR);
  g_type_ensure (HALL_TYPE_SAFETY);
  g_type_ensure (HALL_TYPE_BESIDE_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, HALL_UI_TEMPLATE ("hall-person-page"));
  gtk_widget_class_bind_template_child (widget_class, HallPersonPage, back);
  gtk_widget_class_bind_template_child (widget_class, HallPersonPage, top);
  gtk_widget_class_bind_template_child (widget_class, HallPersonPage, older);
  gtk_widget_class_bind_template_child (widget_class, HallPersonPage, name);
  gtk_widget_class_bind_template_child (widget_class, HallPersonPage, verified);
  gtk_widget_class_bind_template_child (widget_class, HallPersonPage, presence);
  gtk_widget_class_bind_template_child (widget_class, HallPersonPage, actions);
  gtk_widget_class_bind_template_child (widget_class, HallPersonPage, message);
  gtk_widget_class_bind_template_child (widget_class, HallPersonPage, invite);
  gtk_widget_class_bind_template_child (widget_class, HallPersonPage, facts);
  gtk_widget_class_bind_template_child (widget_class, HallPersonPage, safety_box);
  gtk_widget_class_bind_template_child (widget_class, HallPersonPage, compare);
  gtk_widget_class_bind_template_child (widget_class, HallPersonPage, safety);
  gtk_widget_class_bind_template_child (widget_class, HallPersonPage, verify);
  gtk_widget_class_bind_template_child (widget_class, HallPersonPage, rooms_heading);
  gtk_widget_class_bind_template_child (widget_class, HallPersonPage, rooms);
  gtk_widget_class_bind_template_child (widget_class, HallPersonPage, deeds);
  gtk_widget_class_bind_template_child (widget_class, HallPersonPage, scrolled);
  gtk_widget_class_bind_template_callback (widget_class, on_room_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_message);
  gtk_widget_class_bind_template_callback (widget_class, on_verify);
  gtk_widget_class_bind_template_callback (widget_class, on_allow_older);
}

static void
watch (HallPersonPage    *self,
       const char *const *names,
       guint              n_names,
       GCallback          callback)
{
  for (guint i = 0; i < n_names; i++)
    g_signal_group_connect_swapped (self->person_signals, names[i], callback, self);
}

static void
hall_person_page_init (HallPersonPage *self)
{
  static const char *const facts[] = {
    "notify::presence", "notify::addresses", "notify::first-seen", "notify::last-seen",
  };
  static const char *const presence[] = { "notify::presence", "notify::status-text" };
  static const char *const trust[] = {
    "notify::trust", "notify::blocked", "notify::resembles", "notify::older-version",
  };
  static const char *const names[] = { "notify::name" };

  gtk_widget_init_template (GTK_WIDGET (self));
  /* The button in it has the keyboard, and is what is read out. */
  gtk_accessible_update_relation (GTK_ACCESSIBLE (gtk_widget_get_first_child
                                                    (GTK_WIDGET (self->invite))),
                                  GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  gtk_menu_button_get_child (self->invite), NULL, -1);
  gtk_menu_button_set_create_popup_func (self->invite, on_create_invite_menu, self, NULL);
  self->person_signals = g_signal_group_new (HALL_TYPE_PERSON);
  watch (self, facts, G_N_ELEMENTS (facts), G_CALLBACK (update_facts));
  watch (self, presence, G_N_ELEMENTS (presence), G_CALLBACK (update_presence));
  watch (self, trust, G_N_ELEMENTS (trust), G_CALLBACK (update_trust));
  watch (self, names, G_N_ELEMENTS (names), G_CALLBACK (update_names));
}

/**
 * hall_person_page_new:
 * @session: whose rooms are looked through
 *
 * Returns: (transfer floating): a page of nobody yet
 */
GtkWidget *
hall_person_page_new (HallSession *session)
{
  HallPersonPage *self = g_object_new (HALL_TYPE_PERSON_PAGE, NULL);

  self->session = g_object_ref (session);
  self->warning = HALL_NAME_WARNING (hall_name_warning_new (session, NULL));
  gtk_box_prepend (self->top, GTK_WIDGET (self->warning));
  return GTK_WIDGET (self);
}

/**
 * hall_person_page_set_person:
 * @self: a page
 * @person: (nullable): who to show from now on
 */
void
hall_person_page_set_person (HallPersonPage *self,
                             HallPerson     *person)
{
  gboolean changed;

  g_return_if_fail (HALL_IS_PERSON_PAGE (self));

  changed = g_set_object (&self->person, person);
  g_signal_group_set_target (self->person_signals, person);
  hall_name_warning_set_person (self->warning, person);
  if (person != NULL)
    {
      g_autofree char *number = NULL;

      if (changed && !hall_person_get_is_self (person))
        number = hall_session_get_safety_number (self->session, person);
      if (changed)
        hall_safety_set_number (self->safety, number);
      update_names (self);
      update_presence (self);
      update_facts (self);
      update_trust (self);
      update_rooms (self); /* also for the same person: rooms come and go */
    }
  if (changed)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PERSON]);
}

/**
 * hall_person_page_set_returns:
 * @self: a page
 * @returns: whether "back" leads somewhere also while not folded
 */
void
hall_person_page_set_returns (HallPersonPage *self,
                              gboolean        returns)
{
  g_return_if_fail (HALL_IS_PERSON_PAGE (self));

  self->returns = returns;
  update_back (self);
}

/**
 * hall_person_page_focus:
 * @self: a page
 *
 * Puts the keyboard on the page.
 */
void
hall_person_page_focus (HallPersonPage *self)
{
  g_return_if_fail (HALL_IS_PERSON_PAGE (self));

  if (!gtk_widget_grab_focus (self->message))
    gtk_widget_child_focus (GTK_WIDGET (self->scrolled), GTK_DIR_TAB_FORWARD);
}

/**
 * hall_person_page_focus_safety:
 * @self: a page
 *
 * Puts the keyboard on "Mark as Verified", and brings the number into view.
 */
void
hall_person_page_focus_safety (HallPersonPage *self)
{
  g_return_if_fail (HALL_IS_PERSON_PAGE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->verify));
  hall_safety_bring_into_view (self->safety);
}
