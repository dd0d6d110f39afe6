/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-background.h: leave to run without a window, and the start at login.
 */

#pragma once

#include "hall-profile.h"
#include "hall-settings.h"

G_BEGIN_DECLS

#define HALL_BACKGROUND_ERROR (hall_background_error_quark ())

typedef enum
{
  HALL_BACKGROUND_ERROR_REFUSED,     /* the desktop does not allow it */
  HALL_BACKGROUND_ERROR_UNAVAILABLE, /* there is nobody to ask, or it cannot be for this profile */
} HallBackgroundError;

GQuark hall_background_error_quark (void);

#define HALL_TYPE_BACKGROUND (hall_background_get_type ())
G_DECLARE_FINAL_TYPE (HallBackground, hall_background, HALL, BACKGROUND, GObject)

/* Properties: available (read-only: whether there can be a start at login: not for a profile of its
 * own), sandboxed (construct only). */

/* For the profile of this process; nothing is read or asked yet. */
HallBackground *hall_background_new                  (HallProfile         *profile,
                                                      HallSettings        *settings);
/* The same, whether this is a sandbox or not. */
HallBackground *hall_background_new_for              (HallProfile         *profile,
                                                      HallSettings        *settings,
                                                      gboolean             sandboxed);
gboolean        hall_background_get_available        (HallBackground      *self);
/* Brings the setting start-at-login and the file together, where either changed without us; to be
 * called once, at the start. Does nothing in a sandbox. */
void            hall_background_reconcile            (HallBackground      *self);
/* Makes it so, and saves the setting start-at-login once it is. The error's message is a sentence
 * for the person. */
void            hall_background_set_autostart_async  (HallBackground      *self,
                                                      gboolean             autostart,
                                                      GCancellable        *cancellable,
                                                      GAsyncReadyCallback  callback,
                                                      gpointer             user_data);
gboolean        hall_background_set_autostart_finish (HallBackground      *self,
                                                      GAsyncResult        *result,
                                                      GError             **error);
/* Asks for leave to run without a window, and saves nothing: whoever asks does. Outside of a
 * sandbox nobody has to be asked. */
void            hall_background_request_async        (HallBackground      *self,
                                                      GCancellable        *cancellable,
                                                      GAsyncReadyCallback  callback,
                                                      gpointer             user_data);
gboolean        hall_background_request_finish       (HallBackground      *self,
                                                      GAsyncResult        *result,
                                                      GError             **error);

G_END_DECLS
