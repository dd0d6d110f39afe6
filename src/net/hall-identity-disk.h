/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-identity-disk.h: the file of an identity, read and written so that it is never lost.
 *
 * Private to net/; used by HallIdentity alone, which knows what the bytes mean.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  HALL_IDENTITY_DISK_READ,
  HALL_IDENTITY_DISK_SAVE,
  HALL_IDENTITY_DISK_MAKE_FOLDER,
} HallIdentityDiskAction;

/* A GIOErrorEnum with a sentence for the person. Returns FALSE. */
gboolean hall_identity_disk_set_error (GError                 **error,
                                       int                      saved_errno,
                                       HallIdentityDiskAction   action,
                                       const char              *path);
/* FALSE without error: there is none. The owner of @text clears it, it holds the private key. */
gboolean hall_identity_disk_read      (const char              *path,
                                       char                   **text,
                                       gsize                   *length,
                                       GError                 **error);
/* Fails with G_IO_ERROR_EXISTS rather than overwrite anything. */
gboolean hall_identity_disk_write     (const char              *directory,
                                       const char              *path,
                                       const char              *text,
                                       gsize                    length,
                                       GError                 **error);
/* Takes the place of @path in one step. @kept: (out) (nullable) (transfer full): where a copy of
 * what was there before is now; NULL: nothing was. */
gboolean hall_identity_disk_replace   (const char              *directory,
                                       const char              *path,
                                       const char              *text,
                                       gsize                    length,
                                       char                   **kept,
                                       GError                 **error);

G_END_DECLS
