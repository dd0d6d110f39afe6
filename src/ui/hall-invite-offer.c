/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-invite-offer.c: offers to invite somebody who was spoken to but is not in the room.
 *
 * A small bar above the composer, when a message that begins with @ and a name was sent. It goes
 * when it was answered, when the person comes in, and with the room. It invites nobody by itself.
 */

#define G_LOG_DOMAIN "hall-invite-offer"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "hall-announce.h"
#include "hall-beside-box.h"
#include "hall-keep-words.h"
#include "hall-ui.h"

#include "hall-invite-offer.h"

struct _HallInviteOffer
{
  AdwBin parent_instance;

  HallSession *session; /* (nullable) */
  HallRoom *room;       /* (nullable) */
  HallPerson *person;   /* (nullable): who could be invited */
  GSignalGroup *member_signals;

  GtkRevealer *revealer;
  GtkLabel *label;
  GtkWidget *invite;
};

G_DEFINE_FINAL_TYPE (HallInviteOffer, hall_invite_offer, ADW_TYPE_BIN)

static void
withdraw (HallInviteOffer *self)
{
  g_clear_object (&self->person);
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
}

static gboolean
may_invite (HallInviteOffer *self,
            HallPerson      *person)
{
  return !hall_person_get_blocked (person) &&
         (hall_session_get_rights (self->session, self->room, person) & HALL_RIGHT_INVITE) != 0;
}

static void
on_members_changed (HallInviteOffer *self)
{
  if (self->person != NULL && !may_invite (self, self->person))
    withdraw (self);
}

/* The name ends where the word does: "@Mina," is Mina, "@Minami" is not. */
static gsize
match (const char *text,
       const char *name)
{
  g_autofree char *folded_text = g_utf8_casefold (text, -1);
  g_autofree char *folded_name = g_utf8_casefold (name, -1);
  gsize length = strlen (folded_name);

  if (length == 0 || !g_str_has_prefix (folded_text, folded_name) ||
      g_unichar_isalnum (g_utf8_get_char (folded_text + length)))
    return 0;
  return length;
}

/* (transfer full) (nullable): the one with the longest name; of two of one name nobody */
static HallPerson *
find_addressed (HallInviteOffer *self,
                const char      *text)
{
  GListModel *people = hall_directory_get_people (hall_session_get_directory (self->session));
  guint n_people = g_list_model_get_n_items (people);
  HallPerson *found = NULL;
  gboolean unsure = FALSE;
  gsize longest = 0;

  for (guint i = 0; i < n_people; i++)
    {
      g_autoptr (HallPerson) person = g_list_model_get_item (people, i);
      gsize length = match (text, hall_person_get_name (person));

      if (length == 0 || length < longest)
        continue;
      unsure = length == longest;
      longest = length;
      g_set_object (&found, person);
    }
  if (unsure)
    g_clear_object (&found);
  return found;
}

static void
on_invite_clicked (HallInviteOffer *self)
{
  const char *room_id = hall_room_get_id (self->room);
  const char *person_id = hall_person_get_id (self->person);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.invite-person", "(ss)", room_id, person_id);
  withdraw (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.focus-composer", NULL);
}

static void
on_close_clicked (HallInviteOffer *self)
{
  withdraw (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.focus-composer", NULL);
}

static void
hall_invite_offer_dispose (GObject *object)
{
  HallInviteOffer *self = HALL_INVITE_OFFER (object);

  g_clear_object (&self->member_signals);
  g_clear_object (&self->person);
  g_clear_object (&self->room);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (hall_invite_offer_parent_class)->dispose (object);
}

/* What is hidden in it would ask for its width all the same. */
static void
on_revealed (HallInviteOffer *self)
{
  if (!gtk_revealer_get_child_revealed (self->revealer)
      && !gtk_revealer_get_reveal_child (self->revealer))
    gtk_widget_set_visible (GTK_WIDGET (self->revealer), FALSE);
}

static void
hall_invite_offer_class_init (HallInviteOfferClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_invite_offer_dispose;

  g_type_ensure (HALL_TYPE_BESIDE_BOX);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               HALL_UI_TEMPLATE ("hall-invite-offer"));
  gtk_widget_class_bind_template_child (widget_class, HallInviteOffer, revealer);
  gtk_widget_class_bind_template_child (widget_class, HallInviteOffer, label);
  gtk_widget_class_bind_template_child (widget_class, HallInviteOffer, invite);
  gtk_widget_class_bind_template_callback (widget_class, on_invite_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_close_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_revealed);
}

static void
hall_invite_offer_init (HallInviteOffer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hall_keep_words (GTK_WIDGET (self));
  self->member_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->member_signals, "items-changed",
                                  G_CALLBACK (on_members_changed), self);
}

/**
 * hall_invite_offer_set_room:
 * @self: an offer
 * @session: who knows people and rights
 * @room: (nullable): what is open from now on
 */
void
hall_invite_offer_set_room (HallInviteOffer *self,
                            HallSession     *session,
                            HallRoom        *room)
{
  g_return_if_fail (HALL_IS_INVITE_OFFER (self));

  g_set_object (&self->session, session);
  if (!g_set_object (&self->room, room))
    return;
  g_signal_group_set_target (self->member_signals,
                             room != NULL ? hall_room_get_members (room) : NULL);
  withdraw (self);
}

/**
 * hall_invite_offer_consider:
 * @self: an offer
 * @text: what was sent in the room
 *
 * Shows itself if the message speaks to somebody outside of the room whom one may invite.
 */
void
hall_invite_offer_consider (HallInviteOffer *self,
                            const char      *text)
{
  g_autoptr (HallPerson) person = NULL;
  g_autofree char *sentence = NULL;

  g_return_if_fail (HALL_IS_INVITE_OFFER (self));

  if (self->room == NULL || hall_room_get_person (self->room) != NULL || text[0] != '@')
    return;
  person = find_addressed (self, text + 1);
  if (person == NULL || !may_invite (self, person))
    return;
  g_set_object (&self->person, person);
  /* Translators: %s is a person. */
  sentence = g_strdup_printf (_("%s is not in this room and does not see this."),
                              hall_person_get_name (person));
  gtk_label_set_text (self->label, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->revealer), TRUE);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
  hall_announce (GTK_WIDGET (self), sentence);
}
