/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* notification-service.h: the desktop's notification service, on the private bus of a test.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What came last, and how often. */
typedef struct
{
  GDBusConnection *connection;
  guint owner;
  guint registration;
  gboolean ready;
  guint n_added;
  guint n_removed;
  char *id;            /* what comes with the same one takes its place */
  char *title;
  char *body;
  char *action;        /* (nullable): the default action */
  char *target;        /* (nullable): its target */
  char *button;        /* (nullable): the first button's label, … */
  char *button_action; /* … action, … */
  char *button_target; /* … and target */
  char *second_button; /* (nullable): the second button's label … */
  char *second_action; /* … and action */
} NotificationService;

/* Returns when GIO can reach it. */
void notification_service_start (NotificationService *self);
void notification_service_stop  (NotificationService *self);

/* For ui_test_wait (). */
gboolean notification_service_has_added   (gpointer data);
gboolean notification_service_has_removed (gpointer data);

G_END_DECLS
