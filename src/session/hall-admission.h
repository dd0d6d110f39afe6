/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-admission.h: one attempt to prove over a link that both ends know a room's passphrase.
 *
 * Owned by whoever owns the link and routes its packets here: a HallDial for somebody who wants in,
 * a HallConversation for the host. The secret is bound to both keys, the room, and this very
 * connection; so whoever stands in between, or only pretends to host the room, gets one guess.
 */

#pragma once

#include "hall-context.h"
#include "hall-passphrase.h"

G_BEGIN_DECLS

/* What a joiner proves with: a passphrase, or the secret that a member of the room keeps. */
typedef struct _HallProof HallProof;

HallProof  *hall_proof_new_passphrase (const char *passphrase);
/* Both base64url; NULL if they are not. */
HallProof  *hall_proof_new_secret     (const char *salt,
                                       const char *secret);
HallProof  *hall_proof_ref            (HallProof  *self);
void        hall_proof_unref          (HallProof  *self);
/* Leaves nothing of it behind. (nullable) */
void        hall_passphrase_free      (char       *passphrase);
/* (nullable) */
const char *hall_proof_get_passphrase (HallProof  *self);

#define HALL_TYPE_ADMISSION (hall_admission_get_type ())
G_DECLARE_FINAL_TYPE (HallAdmission, hall_admission, HALL, ADMISSION, GObject)

/* Signals:
 *  "proved" ()                  the other end knows it; the host's turn: hall_admission_confirm ()
 *  "failed" (gboolean guessed)  it does not (guessed), or did not keep to the rules */

/* Answers the `pake1` of a host. */
HallAdmission *hall_admission_new_joiner (HallContext   *context,
                                          HallLink      *link,
                                          const char    *room_id,
                                          HallProof     *proof);
/* Says `pake1`. NULL: the secret is none. */
HallAdmission *hall_admission_new_host   (HallContext   *context,
                                          HallLink      *link,
                                          const char    *room_id,
                                          const char    *salt,
                                          const char    *secret);
void           hall_admission_take       (HallAdmission *self,
                                          HallPacket    *packet);
/* The host's `pake3`, right before `welcome`. */
void           hall_admission_confirm    (HallAdmission *self);
void           hall_admission_close      (HallAdmission *self);

/* What is derived from a passphrase and a salt, computed in a thread. */
void           hall_admission_derive_async  (const char          *passphrase,
                                             const guint8         salt[HALL_SALT_SIZE],
                                             GCancellable        *cancellable,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
gboolean       hall_admission_derive_finish (GAsyncResult        *result,
                                             guint8               secret[HALL_SPAKE2_SECRET_SIZE],
                                             GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HallProof, hall_proof_unref)

G_END_DECLS
