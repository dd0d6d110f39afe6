/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-session-diagnosis.c: what the fake session finds out about the network: what a test says.
 *
 * Without a test that says something it has found nothing yet. An address is any text without
 * spaces.
 */

#define G_LOG_DOMAIN "fake-session-diagnosis"

#include "config.h"

#include <string.h>

#include "fake-session-private.h"

#include "fake-session-diagnosis.h"

HallDiagnosis *
hall_session_begin_diagnosis (HallSession *self)
{
  self->n_looking++;
  return self->diagnosis;
}

void
hall_session_end_diagnosis (HallSession *self)
{
  g_assert_cmpuint (self->n_looking, >, 0);
  self->n_looking--;
}

void
hall_session_repeat_diagnosis (HallSession *self)
{
  g_assert_cmpuint (self->n_looking, >, 0);
  self->n_repeats++;
  hall_diagnosis_set_busy (self->diagnosis, TRUE);
}

char *
hall_session_describe_program (HallSession *self)
{
  return g_strdup ("Hallway 1.0, Debian GNU/Linux 12, not in a sandbox");
}

GListModel *
hall_session_get_manual_addresses (HallSession *self)
{
  return G_LIST_MODEL (self->addresses);
}

HallManualAddress *
fake_session_lookup_address (HallSession *self,
                             const char  *address)
{
  guint n_addresses = g_list_model_get_n_items (G_LIST_MODEL (self->addresses));

  for (guint i = 0; i < n_addresses; i++)
    {
      g_autoptr (HallManualAddress) item = g_list_model_get_item (G_LIST_MODEL (self->addresses),
                                                                  i);

      if (g_str_equal (hall_manual_address_get_address (item), address))
        return item; /* the list holds it */
    }
  return NULL;
}

gboolean
hall_session_add_manual_address (HallSession  *self,
                                 const char   *address,
                                 GError      **error)
{
  g_autoptr (HallManualAddress) item = NULL;

  if (strchr (address, ' ') != NULL)
    {
      g_set_error_literal (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NAME,
                           "This is neither a name nor an address.");
      return FALSE;
    }
  if (fake_session_lookup_address (self, address) != NULL)
    {
      g_set_error_literal (error, HALL_SESSION_ERROR, HALL_SESSION_ERROR_NAME,
                           "This address is there already.");
      return FALSE;
    }
  item = hall_manual_address_new (address, FALSE);
  g_list_store_append (self->addresses, item);
  return TRUE;
}

void
hall_session_remove_manual_address (HallSession       *self,
                                    HallManualAddress *address)
{
  guint position;

  g_assert_false (hall_manual_address_get_fixed (address));
  g_assert_true (g_list_store_find (self->addresses, address, &position));
  g_list_store_remove (self->addresses, position);
}

void
fake_session_find (HallSession       *self,
                   const FakeFinding *findings,
                   guint              n_findings,
                   const char        *summary)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n_findings; i++)
    g_ptr_array_add (list, hall_finding_new (findings[i].topic, findings[i].severity,
                                             findings[i].code, findings[i].subject,
                                             findings[i].title, findings[i].advice,
                                             findings[i].command));
  hall_diagnosis_set_findings (self->diagnosis, list, summary);
}

HallDiagnosis *
fake_session_get_diagnosis (HallSession *self)
{
  return self->diagnosis;
}

guint
fake_session_count_looking (HallSession *self)
{
  return self->n_looking;
}

guint
fake_session_count_repeats (HallSession *self)
{
  return self->n_repeats;
}

HallManualAddress *
fake_session_fix_address (HallSession *self,
                          const char  *address)
{
  g_autoptr (HallManualAddress) item = hall_manual_address_new (address, TRUE);

  g_list_store_append (self->addresses, item);
  return item; /* the list holds it */
}
