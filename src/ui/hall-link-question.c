/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-link-question.c: asking before a link from outside of Hallway is followed.
 *
 * A web page, a mail or another program can open such a link without anybody having pressed
 * anything, and can put any name into it. So nothing is made known, joined or dialled until
 * somebody has said yes; names that are known here are shown rather than those of the link.
 */

#define G_LOG_DOMAIN "hall-link-question"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-deed.h"
#include "hall-session-rights.h"
#include "hall-wrapping.h"

#include "hall-link-question.h"

#define LINK_KEY "hall-link"
#define SESSION_KEY "hall-session"

static void
on_response (GtkWindow  *parent,
             const char *response,
             GObject    *dialog)
{
  HallRoom *room = NULL;
  HallPerson *person = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_str_equal (response, "accept"))
    return;
  if (!hall_session_resolve_link (g_object_get_data (dialog, SESSION_KEY),
                                  g_object_get_data (dialog, LINK_KEY), &room, &person, &error))
    hall_deed_tell (GTK_WIDGET (parent), error);
  else if (room != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.join-room", "s",
                                hall_room_get_id (room));
  else
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.show-person", "s",
                                hall_person_get_id (person));
}

static AdwMessageDialog *
ask_room (GtkWindow  *parent,
          gboolean    is_member,
          const char *name)
{
  g_autofree char *heading = NULL;
  const char *body = is_member ? _("A link from outside of Hallway leads to this room.")
                               : _("A link from outside of Hallway leads to this room. Whoever is "
                                   "in it will see that you have joined.");

  if (name == NULL)
    heading = g_strdup (_("Join the Room?"));
  else
    heading = is_member ? g_strdup_printf (_("Open “%s”?"), name)
                        : g_strdup_printf (_("Join “%s”?"), name);
  return hall_deed_ask (GTK_WIDGET (parent), heading, body,
                        is_member ? _("_Open") : C_("room", "_Join"), FALSE);
}

/* @namesake: (nullable): whom it is not about, though the name is that one's */
static AdwMessageDialog *
ask_person (GtkWindow  *parent,
            gboolean    is_known,
            const char *name,
            HallPerson *namesake)
{
  g_autofree char *heading = name != NULL ? g_strdup_printf (_("Show “%s”?"), name)
                                          : g_strdup (_("Show This Person?"));
  const char *body = is_known ? _("A link from outside of Hallway leads to this person.")
                              : _("A link from outside of Hallway leads to this person, whom you "
                                  "have not met. A link can bear any name.");
  AdwMessageDialog *dialog;
  g_autofree char *warning = NULL;
  g_autofree char *both = NULL;

  if (namesake == NULL)
    return hall_deed_ask (GTK_WIDGET (parent), heading, body, _("_Show"), FALSE);
  /* Translators: %s is the name of somebody known, which a link uses, too. */
  warning = g_strdup_printf (_("This is not the “%s” you know: the key is another one. It may be "
                               "somebody else."), hall_person_get_name (namesake));
  both = g_strconcat (warning, "\n\n", body, NULL);
  dialog = hall_deed_ask (GTK_WIDGET (parent), heading, both, _("_Show"), FALSE);
  adw_message_dialog_set_response_appearance (dialog, "accept", ADW_RESPONSE_DEFAULT);
  return dialog;
}

static GtkWindow *
tell (GtkWindow    *parent,
      const GError *error)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, _("This Link Leads Nowhere"),
                                              error->message);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  hall_wrap_question (dialog);
  return GTK_WINDOW (dialog);
}

/**
 * hall_link_question_ask:
 * @session: who follows it
 * @link: text by anybody
 * @parent: the main window
 *
 * Returns: (transfer none): the question, or what is wrong with the link, to be presented
 */
GtkWindow *
hall_link_question_ask (HallSession *session,
                        const char  *link,
                        GtkWindow   *parent)
{
  HallRoom *room = NULL;
  HallPerson *person = NULL;
  AdwMessageDialog *dialog;
  g_autofree char *name = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_room;

  g_return_val_if_fail (HALL_IS_SESSION (session), NULL);
  g_return_val_if_fail (link != NULL, NULL);

  if (!hall_session_read_link (session, link, &is_room, &room, &person, &name, &error))
    return tell (parent, error);
  if (is_room)
    dialog = ask_room (parent, room != NULL && name != NULL && hall_room_get_is_member (room),
                       name);
  else
    dialog = ask_person (parent, person != NULL, name, hall_session_find_namesake (session, link));
  /* It may come while somebody is writing: Enter is not to be the answer. */
  adw_message_dialog_set_default_response (dialog, "cancel");
  g_object_set_data_full (G_OBJECT (dialog), LINK_KEY, g_strdup (link), g_free);
  g_object_set_data_full (G_OBJECT (dialog), SESSION_KEY, g_object_ref (session), g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), parent,
                           G_CONNECT_SWAPPED);
  return GTK_WINDOW (dialog);
}
