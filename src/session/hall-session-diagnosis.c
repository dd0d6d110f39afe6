/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-session-diagnosis.c: what is found out about the network, and the addresses typed by hand.
 *
 * Both are made when somebody first asks for them, and end with the session.
 */

#define G_LOG_DOMAIN "hall-session-diagnosis"

#include "config.h"

#include <sys/utsname.h>

#include <glib/gi18n.h>

#include "hall-examination.h"
#include "hall-manual-addresses.h"
#include "hall-session-private.h"
#include "hall-typed-addresses.h"

#include "hall-session-diagnosis.h"

static HallExamination *
get_examination (HallSession *self)
{
  if (self->examination == NULL)
    self->examination = hall_examination_new (self);

  return self->examination;
}

static HallTypedAddresses *
get_addresses (HallSession *self)
{
  if (self->typed_addresses == NULL)
    self->typed_addresses = hall_typed_addresses_new (self->settings);

  return self->typed_addresses;
}

void
hall_session_dial_typed (HallSession *self)
{
  if (self->manual_addresses != NULL || hall_discovery_get_exchange (self->discovery) == NULL)
    return;
  self->manual_addresses = hall_manual_addresses_new (self->context, self->discovery,
                                                      hall_session_get_manual_addresses (self));
}

/* The network is another one, or we slept. */
void
hall_session_refresh_typed (HallSession *self)
{
  if (self->manual_addresses != NULL)
    hall_manual_addresses_refresh (self->manual_addresses);
}

void
hall_session_close_typed (HallSession *self)
{
  if (self->manual_addresses != NULL)
    hall_manual_addresses_close (self->manual_addresses);
}

void
hall_session_clear_diagnosis (HallSession *self)
{
  hall_session_close_typed (self);
  if (self->examination != NULL)
    hall_examination_close (self->examination);
  g_clear_object (&self->examination);
  g_clear_object (&self->manual_addresses);
  g_clear_object (&self->typed_addresses);
}

/**
 * hall_session_begin_diagnosis:
 * @self: a session
 *
 * From now on the network is examined, until hall_session_end_diagnosis () was called as often.
 *
 * Returns: (transfer none): what is found, which follows what happens
 */
HallDiagnosis *
hall_session_begin_diagnosis (HallSession *self)
{
  HallExamination *examination;

  g_return_val_if_fail (HALL_IS_SESSION (self), NULL);

  examination = get_examination (self);
  hall_examination_begin (examination);

  return hall_examination_get_diagnosis (examination);
}

/**
 * hall_session_end_diagnosis:
 * @self: a session whose diagnosis was begun
 */
void
hall_session_end_diagnosis (HallSession *self)
{
  g_return_if_fail (HALL_IS_SESSION (self));

  /* It may have ended before whoever looked. */
  if (self->examination != NULL)
    hall_examination_end (self->examination);
}

/**
 * hall_session_repeat_diagnosis:
 * @self: a session whose diagnosis was begun
 *
 * Asks again what is only asked now and then: the firewall, and whether a peer reaches us.
 */
void
hall_session_repeat_diagnosis (HallSession *self)
{
  g_return_if_fail (HALL_IS_SESSION (self));

  hall_examination_repeat (get_examination (self));
  hall_session_refresh_typed (self);
}

/**
 * hall_session_describe_program:
 * @self: a session
 *
 * Returns: (transfer full): a few lines: version, system, sandbox, for the head of a report
 */
char *
hall_session_describe_program (HallSession *self)
{
  g_autofree char *system = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);
  struct utsname kernel = { 0 };

  g_return_val_if_fail (HALL_IS_SESSION (self), NULL);

  uname (&kernel);

  return g_strdup_printf ("Hallway %s\n%s, %s %s %s%s\nGLib %u.%u.%u\n", HALL_VERSION,
                          system != NULL ? system : "?", kernel.sysname, kernel.release,
                          kernel.machine,
                          g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) ? ", Flatpak" : "",
                          glib_major_version, glib_minor_version, glib_micro_version);
}

/**
 * hall_session_get_manual_addresses:
 * @self: a session
 *
 * Returns: (transfer none): the #HallManualAddress: typed here, or fixed by the administrator
 */
GListModel *
hall_session_get_manual_addresses (HallSession *self)
{
  g_return_val_if_fail (HALL_IS_SESSION (self), NULL);

  return hall_typed_addresses_get_model (get_addresses (self));
}

/**
 * hall_session_add_manual_address:
 * @self: a session
 * @address: a name or an IP address, perhaps with a port
 * @error: return location for #HALL_SESSION_ERROR NAME; the message says what is wrong with it
 *
 * Returns: whether it is in the list now
 */
gboolean
hall_session_add_manual_address (HallSession *self,
                                 const char  *address,
                                 GError     **error)
{
  g_return_val_if_fail (HALL_IS_SESSION (self), FALSE);
  g_return_val_if_fail (address != NULL, FALSE);

  return hall_typed_addresses_add (get_addresses (self), address, error);
}

/**
 * hall_session_remove_manual_address:
 * @self: a session
 * @address: one of its list
 *
 * Takes it out of the list, unless the administrator fixed it.
 */
void
hall_session_remove_manual_address (HallSession       *self,
                                    HallManualAddress *address)
{
  g_return_if_fail (HALL_IS_SESSION (self));
  g_return_if_fail (HALL_IS_MANUAL_ADDRESS (address));

  hall_typed_addresses_remove (get_addresses (self), address);
}
