/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-reason.c: sentences for refusals and failures of links.
 */

#define G_LOG_DOMAIN "hall-reason"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "hall-session.h"

#include "hall-reason.h"

static const struct
{
  const char *code;
  const char *sentence;
  HallSessionError error;    /* 0: HALL_SESSION_ERROR_REFUSED */
} refusals[] = {
  { "full", N_("The room is full.") },
  { "banned", N_("You have been banned from this room."), HALL_SESSION_ERROR_BANNED },
  { "removed", N_("You have been removed from this room.") },
  { "locked", N_("The room needs a passphrase."), HALL_SESSION_ERROR_LOCKED },
  { "not-permitted", N_("Only people who were invited can join this room."),
    HALL_SESSION_ERROR_NOT_INVITED },
  { "auth", N_("The host does not let you in.") },
  { "version", N_("The host uses another version of Hallway. Update the older of the two.") },
  { "clock", N_("The clocks of this computer and of the host differ by more than 12 hours. "
                "Check the date and time.") },
  { "rate", N_("The host is too busy at the moment.") },
  { "slow", N_("The connection to the host is too slow.") },
  { "unsupported", N_("The host did not accept what this version of Hallway sent.") },
};

static GError *
new_error (HallSessionError code,
           const char      *sentence)
{
  return g_error_new_literal (HALL_SESSION_ERROR, code, sentence);
}

/* For each code of an `error` the sentence and what a program can tell it by. (transfer full) */
static GError *
new_refusal (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    if (g_strcmp0 (code, refusals[i].code) == 0)
      return new_error (refusals[i].error != 0 ? refusals[i].error : HALL_SESSION_ERROR_REFUSED,
                        _(refusals[i].sentence));
  return new_error (HALL_SESSION_ERROR_REFUSED, _("The host refused the connection."));
}

/**
 * hall_reason_for_link:
 * @link: a link that ended before it was any use
 * @error: (nullable): what it ended with
 *
 * Returns: (transfer full): a #GError of #HALL_SESSION_ERROR
 */
GError *
hall_reason_for_link (HallLink     *link,
                      const GError *error)
{
  if (g_error_matches (error, HALL_LINK_ERROR, HALL_LINK_ERROR_REFUSED))
    {
      const char *code = hall_link_get_error_code (link);

      if (g_strcmp0 (code, "not_host") == 0 || g_strcmp0 (code, "gone") == 0)
        return hall_reason_no_host ();
      return new_refusal (code);
    }
  if (g_error_matches (error, HALL_LINK_ERROR, HALL_LINK_ERROR_WRONG_KEY))
    /* Addresses change hands; the host may be back, there or elsewhere, at any moment. */
    return new_error (HALL_SESSION_ERROR_UNREACHABLE,
                      _("Somebody else answers at the address of the host."));
  if (g_error_matches (error, HALL_LINK_ERROR, HALL_LINK_ERROR_VERSION))
    return new_refusal ("version");
  if (g_error_matches (error, HALL_LINK_ERROR, HALL_LINK_ERROR_CLOCK))
    return new_refusal ("clock");
  return new_error (HALL_SESSION_ERROR_UNREACHABLE, _("The host does not answer."));
}

/**
 * hall_reason_no_host:
 *
 * Returns: (transfer full): a #GError of #HALL_SESSION_ERROR_UNREACHABLE
 */
GError *
hall_reason_no_host (void)
{
  return new_error (HALL_SESSION_ERROR_UNREACHABLE, _("Nobody hosts this room at the moment."));
}

/**
 * hall_reason_unproved:
 *
 * Returns: (transfer full): a #GError of #HALL_SESSION_ERROR_REFUSED
 */
GError *
hall_reason_unproved (void)
{
  return new_error (HALL_SESSION_ERROR_REFUSED,
                    _("Whoever answers does not know the passphrase, and was told nothing."));
}

/**
 * hall_reason_wrong_passphrase:
 * @tries: how often it may be tried now; -1 if that is not known
 * @retry_ms: when it may be tried again
 *
 * Returns: (transfer full): a #GError of #HALL_SESSION_ERROR_PASSPHRASE
 */
GError *
hall_reason_wrong_passphrase (int   tries,
                              guint retry_ms)
{
  guint seconds = (retry_ms + 999) / 1000;

  if (tries == 0)
    return g_error_new (HALL_SESSION_ERROR, HALL_SESSION_ERROR_PASSPHRASE,
                        ngettext ("Too many wrong passphrases. Try again in %u second.",
                                  "Too many wrong passphrases. Try again in %u seconds.",
                                  MAX (seconds, 1)), MAX (seconds, 1));
  if (tries > 0)
    return g_error_new (HALL_SESSION_ERROR, HALL_SESSION_ERROR_PASSPHRASE,
                        ngettext ("The passphrase is wrong. You can try once more.",
                                  "The passphrase is wrong. You can try %u times more.",
                                  (guint) tries), (guint) tries);
  return new_error (HALL_SESSION_ERROR_PASSPHRASE, _("The passphrase is wrong."));
}

/**
 * hall_reason_is_refusal:
 * @error: (nullable): of this file
 *
 * Returns: whether a host answered and said no
 */
gboolean
hall_reason_is_refusal (const GError *error)
{
  static const HallSessionError codes[] = {
    HALL_SESSION_ERROR_REFUSED, HALL_SESSION_ERROR_LOCKED, HALL_SESSION_ERROR_PASSPHRASE,
    HALL_SESSION_ERROR_NOT_INVITED, HALL_SESSION_ERROR_BANNED,
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (error, HALL_SESSION_ERROR, codes[i]))
      return TRUE;
  return FALSE;
}

/**
 * hall_reason_is_of_host:
 * @code: (nullable): what somebody refused a `join` with
 *
 * Returns: whether only a host says that: the room is hosted, but not for us
 */
gboolean
hall_reason_is_of_host (const char *code)
{
  static const char *const codes[] = {
    "full", "banned", "removed", "locked", "not-permitted", NULL,
  };

  return code != NULL && g_strv_contains (codes, code);
}
