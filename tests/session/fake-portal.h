/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-portal.h: org.freedesktop.portal.Background on a bus of the test's own.
 *
 * It says what the test wants, and keeps what it was asked.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  /* What it says. */
  gboolean allows_background;
  gboolean allows_autostart;
  gboolean answers;
  gboolean own_path;     /* as portals before 0.9, which answer when the test says so */
  guint response;
  /* What it was asked. */
  guint n_asked;
  guint n_closed;
  gboolean asked_autostart;
  char *asked_command;   /* words with a space between them */
  char *asked_reason;
  char *asked_path;      /* of the last request */
} FakePortal;

extern FakePortal fake_portal;

void  fake_portal_connect    (const char *address);
void  fake_portal_disconnect (void);
/* Comes to the bus, allowing everything. */
guint fake_portal_start      (void);
void  fake_portal_end        (guint       id);
/* To the request of that path. */
void  fake_portal_answer     (const char *path);

G_END_DECLS
