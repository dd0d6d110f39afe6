/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-message-text.c: the sentences that tell of a message.
 *
 * What comes out is plain text: names are somebody else's words, so these go to labels without
 * markup. A name that is written from right to left is isolated, so that it does not turn the
 * sentence around.
 */

#define G_LOG_DOMAIN "hall-message-text"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-deed-text.h"
#include "hall-reaction-bar.h"
#include "hall-reply-preview.h"
#include "hall-time-text.h"

#include "hall-message-text.h"

#define FIRST_STRONG_ISOLATE "\342\201\250"
#define POP_ISOLATE "\342\201\251"

static gboolean
is_right_to_left (const char *name)
{
  for (const char *c = name; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);
      GUnicodeScript script = g_unichar_get_script (character);

      if (script == G_UNICODE_SCRIPT_HEBREW || script == G_UNICODE_SCRIPT_ARABIC ||
          script == G_UNICODE_SCRIPT_SYRIAC || script == G_UNICODE_SCRIPT_THAANA ||
          script == G_UNICODE_SCRIPT_NKO)
        return TRUE;
      if (g_unichar_isalpha (character))
        return FALSE;
    }
  return FALSE;
}

/**
 * hall_message_text_isolate:
 * @name: a name
 *
 * Returns: (transfer full): the name, so that it does not turn a sentence around
 */
char *
hall_message_text_isolate (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  if (!is_right_to_left (name))
    return g_strdup (name);
  return g_strconcat (FIRST_STRONG_ISOLATE, name, POP_ISOLATE, NULL);
}

static char *
describe_own (HallMessage *message,
              const char  *name)
{
  switch ((guint) hall_message_get_kind (message))
    {
    case HALL_MESSAGE_JOINED:
      return g_strdup (_("You joined"));
    case HALL_MESSAGE_LEFT:
      return g_strdup (_("You left"));
    case HALL_MESSAGE_RENAMED:
      return g_strdup_printf (_("You are now called %s"), name);
    case HALL_MESSAGE_CREATED:
      return g_strdup (_("You created this room"));
    case HALL_MESSAGE_HOST_CHANGED:
      return g_strdup (_("You host the room now"));
    case HALL_MESSAGE_INVITATION:
      return g_strdup_printf (_("You sent an invitation to “%s”"), name);
    default:
      return NULL;
    }
}

/* @before: (nullable): known from an earlier line */
static char *
describe_renamed (const char *before,
                  const char *author,
                  const char *name)
{
  g_autofree char *isolated = before != NULL ? hall_message_text_isolate (before)
                                             : g_strdup (author);

  return g_strdup_printf (_("%s is now called %s"), isolated, name);
}

static char *
describe_others (HallMessage *message,
                 const char  *author,
                 const char  *name)
{
  const char *before = hall_message_get_previous_name (message);

  switch ((guint) hall_message_get_kind (message))
    {
    case HALL_MESSAGE_JOINED:
      return g_strdup_printf (_("%s joined"), name);
    case HALL_MESSAGE_LEFT:
      return g_strdup_printf (_("%s left"), author);
    case HALL_MESSAGE_RENAMED:
      /* People are shown under their newest name everywhere: the old one may be unknown. */
      if (before == NULL && g_str_equal (author, name))
        return g_strdup_printf (_("%s has a new name"), name);
      return describe_renamed (before, author, name);
    case HALL_MESSAGE_CREATED:
      return g_strdup_printf (_("%s created this room"), author);
    case HALL_MESSAGE_HOST_CHANGED:
      return g_strdup_printf (_("%s hosts the room now"), author);
    case HALL_MESSAGE_HOST_LOST:
      return g_strdup_printf (_("%s is no longer reachable. Messages will be sent when the room "
                                "is back."), author);
    case HALL_MESSAGE_TEXT:
      return g_strdup (hall_message_get_text (message));
    case HALL_MESSAGE_INVITATION:
      /* Translators: a person, then a room. */
      return g_strdup_printf (_("%s invites you to “%s”"), author, name);
    default:
      return g_strdup_printf (_("%s sent something that needs a newer version of Hallway"), author);
    }
}

/**
 * hall_message_text_describe:
 * @message: a message
 *
 * Returns: (transfer full): the sentence that the line says ("Mina joined"), or the message's own
 *   text; plain text
 */
char *
hall_message_text_describe (HallMessage *message)
{
  HallPerson *person;
  g_autofree char *author = NULL;
  g_autofree char *name = NULL;
  g_autofree char *subject = NULL;
  char *sentence;

  g_return_val_if_fail (HALL_IS_MESSAGE (message), NULL);

  if (hall_message_text_is_hidden (message))
    return g_strdup (_("Message by somebody you blocked"));
  author = hall_message_text_isolate (hall_person_get_name (hall_message_get_author (message)));
  /* The genesis event's name is the room's. */
  if (hall_message_get_name (message) != NULL &&
      hall_message_get_kind (message) != HALL_MESSAGE_CREATED)
    name = hall_message_text_isolate (hall_message_get_name (message));
  else
    name = g_strdup (author);
  person = hall_message_get_subject (message);
  subject = person != NULL ? hall_message_text_isolate (hall_person_get_name (person)) : NULL;
  sentence = hall_deed_text_describe (message, author, subject, name);
  if (sentence == NULL && hall_message_get_is_own (message))
    sentence = describe_own (message, name);
  return sentence != NULL ? sentence : describe_others (message, author, name);
}

/**
 * hall_message_text_is_hidden:
 * @message: a message
 *
 * Returns: whether somebody whom one has blocked said it, so that it is not to be shown
 */
gboolean
hall_message_text_is_hidden (HallMessage *message)
{
  HallMessageKind kind;

  g_return_val_if_fail (HALL_IS_MESSAGE (message), FALSE);

  kind = hall_message_get_kind (message);
  return (kind == HALL_MESSAGE_TEXT || kind == HALL_MESSAGE_INVITATION) &&
         hall_person_get_blocked (hall_message_get_author (message));
}

/**
 * hall_message_text_describe_state:
 * @state: how far a message of one's own has come
 * @is_private: whether it is one of a private conversation
 *
 * Returns: (nullable): a sentence for a tooltip and a screen reader; %NULL for other people's
 */
const char *
hall_message_text_describe_state (HallMessageState state,
                                  gboolean         is_private)
{
  switch (state)
    {
    case HALL_MESSAGE_STATE_PENDING:
      return is_private ? C_("private message", "Waiting to be delivered")
                        : _("Waiting to be sent");
    case HALL_MESSAGE_STATE_STORED:
      return is_private ? C_("private message", "Waiting to be delivered")
                        : _("Stored on one computer");
    case HALL_MESSAGE_STATE_SENT:
      return is_private ? C_("private message", "Delivered") : _("Sent: on two computers");
    case HALL_MESSAGE_STATE_READ:
      return C_("private message", "Read");
    case HALL_MESSAGE_STATE_RECEIVED:
    default:
      return NULL;
    }
}

static void
add_remark (GString    *remarks,
            const char *remark)
{
  if (remark == NULL)
    return;
  if (remarks->len > 0)
    /* Translators: between remarks on a message: "Sent: on two computers. Arrived late". */
    g_string_append (remarks, C_("message", ". "));
  g_string_append (remarks, remark);
}

/* What a screen reader says after the text; (transfer full) (nullable): there is nothing to add. */
static char *
describe_extras (HallMessage *message,
                 gboolean     is_private)
{
  g_autofree char *reply = NULL;
  g_autofree char *reactions = hall_reaction_bar_describe (message);
  GString *remarks = g_string_new (NULL);

  if (hall_message_get_reply_to (message) != NULL)
    {
      g_autofree char *original = hall_reply_preview_describe (message);

      reply = g_strdup_printf (_("Answers %s"), original);
    }
  add_remark (remarks, reply);
  /* Translators: said of a message by a screen reader; it is accented for the others. */
  add_remark (remarks, hall_message_get_mentions_me (message) ? _("Mentions you") : NULL);
  add_remark (remarks, hall_message_get_edited (message) != 0 ? C_("message", "Edited") : NULL);
  add_remark (remarks, hall_message_get_pinned (message) ? C_("message", "Pinned") : NULL);
  add_remark (remarks, reactions);
  add_remark (remarks, hall_message_text_describe_state (hall_message_get_state (message),
                                                         is_private));
  add_remark (remarks, hall_message_get_late (message) ? _("Arrived late") : NULL);
  return g_string_free (remarks, remarks->len == 0);
}

/**
 * hall_message_text_name_author:
 * @message: a message
 *
 * Returns: (transfer full): the author as a screen reader says it: with the key tag where two
 *   people bear the name, and the warning where it is somebody else's
 */
char *
hall_message_text_name_author (HallMessage *message)
{
  HallPerson *author;
  const char *name;

  g_return_val_if_fail (HALL_IS_MESSAGE (message), NULL);

  author = hall_message_get_author (message);
  name = hall_person_get_name (author);
  if (hall_person_get_resembles (author) != NULL)
    /* Translators: said of a message's author, whose name somebody else bears. */
    return g_strdup_printf (_("%s, who may be somebody else"), name);
  if (hall_person_get_tagged (author))
    return g_strdup_printf ("%s %s", name, hall_person_get_key_tag (author));
  return g_strdup (name);
}

/**
 * hall_message_text_summarize:
 * @message: a message
 * @is_private: whether it is one of a private conversation
 *
 * Returns: (transfer full): the whole row in one line, as a screen reader says it: author, time,
 *   text, what it answers, whether it was edited or pinned, reactions, state, and whether it
 *   arrived late
 */
char *
hall_message_text_summarize (HallMessage *message,
                             gboolean     is_private)
{
  g_autofree char *text = NULL;
  g_autofree char *clock = NULL;
  g_autofree char *extras = NULL;
  g_autofree char *author = NULL;

  g_return_val_if_fail (HALL_IS_MESSAGE (message), NULL);

  if (hall_message_get_kind (message) != HALL_MESSAGE_TEXT ||
      hall_message_text_is_hidden (message))
    return hall_message_text_describe (message);
  text = g_strdup (hall_message_get_plain (message));
  author = hall_message_text_name_author (message);
  if (hall_message_get_action (message))
    {
      g_autofree char *deed = g_strdup_printf ("%s %s", author, text);

      g_free (text);
      text = g_steal_pointer (&deed);
    }
  clock = hall_time_text_clock (hall_message_get_time (message));
  extras = describe_extras (message, is_private);
  if (extras == NULL)
    /* Translators: what a screen reader says for a message: author, time, text. */
    return g_strdup_printf (C_("message", "%s, %s: %s"), author, clock, text);
  /* Translators: what a screen reader says for a message: author, time, text, and remarks: how
   * far it has got, that it was edited. */
  return g_strdup_printf (C_("message", "%s, %s: %s. %s"), author, clock, text, extras);
}
