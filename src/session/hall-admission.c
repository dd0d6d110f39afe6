/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-admission.c: SPAKE2 over a link, from both sides.
 *
 * The host speaks first and confirms last: it says that it knows the secret only to somebody who
 * has shown that it does.
 */

#define G_LOG_DOMAIN "hall-admission"

#include "config.h"

#include <string.h>

#include "hall-limits.h"

#include "hall-admission-private.h"

#define EXPORT_LABEL "EXPORTER-hallway-v1-join"
#define EXPORT_SIZE 32

struct _HallAdmission
{
  GObject parent_instance;

  HallContext *context;
  HallLink *link;
  char *room_id;
  HallProof *proof;         /* the joiner's */
  HallSpake2 *spake;        /* (nullable) */
  HallPacketType awaited;
  HallTimer *timer;         /* the host's */
  GCancellable *cancellable;
  guint8 salt[HALL_SALT_SIZE];
  guint8 host_share[HALL_SPAKE2_SHARE_SIZE];
  gboolean closed;
};

enum
{
  PROVED,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallAdmission, hall_admission, G_TYPE_OBJECT)

static void
hall_admission_dispose (GObject *object)
{
  HallAdmission *self = HALL_ADMISSION (object);

  hall_admission_close (self);
  g_clear_pointer (&self->timer, hall_timer_free);
  g_clear_pointer (&self->spake, hall_spake2_free);
  g_clear_pointer (&self->proof, hall_proof_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->link);
  g_clear_pointer (&self->room_id, g_free);
  g_clear_pointer (&self->context, hall_context_unref);
  G_OBJECT_CLASS (hall_admission_parent_class)->dispose (object);
}

static void
hall_admission_class_init (HallAdmissionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_admission_dispose;
  signals[PROVED] = g_signal_new ("proved", HALL_TYPE_ADMISSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", HALL_TYPE_ADMISSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
hall_admission_init (HallAdmission *self)
{
  self->cancellable = g_cancellable_new ();
}

static void
fail (HallAdmission *self,
      gboolean       guessed)
{
  if (self->closed)
    return;
  hall_admission_close (self);
  g_signal_emit (self, signals[FAILED], 0, guessed);
}

static void
on_timeout (gpointer user_data)
{
  fail (user_data, FALSE);
}

static HallAdmission *
new_admission (HallContext *context,
               HallLink    *link,
               const char  *room_id)
{
  HallAdmission *self = g_object_new (HALL_TYPE_ADMISSION, NULL);

  self->context = hall_context_ref (context);
  self->link = g_object_ref (link);
  self->room_id = g_strdup (room_id);
  self->timer = hall_timer_new (context->clock, on_timeout, self);
  return self;
}

typedef struct
{
  gsize size;
  guint8 bytes[];
} HallBound;

static void
hall_bound_free (gpointer data)
{
  HallBound *bound = data;

  explicit_bzero (bound->bytes, bound->size);
  g_free (bound);
}

/* What only the two ends of this connection know, and which room it is about. */
static GBytes *
make_context (HallAdmission *self)
{
  gsize length = strlen (self->room_id);
  HallBound *bound = g_malloc0 (sizeof *bound + length + EXPORT_SIZE);

  bound->size = length + EXPORT_SIZE;
  memcpy (bound->bytes, self->room_id, length);
  if (hall_link_export (self->link, EXPORT_LABEL, bound->bytes + length, EXPORT_SIZE))
    return g_bytes_new_with_free_func (bound->bytes, bound->size, hall_bound_free, bound);
  hall_bound_free (bound);
  return NULL;
}

static gboolean
start_spake (HallAdmission *self,
             HallSpake2Role role,
             const guint8   secret[HALL_SPAKE2_SECRET_SIZE])
{
  g_autoptr (GBytes) bound = make_context (self);
  g_autoptr (GError) error = NULL;
  const char *own_id = self->context->own_id;
  const char *peer_id = hall_link_get_peer_id (self->link);
  gboolean joins = role == HALL_SPAKE2_JOINER;

  if (bound != NULL)
    self->spake = hall_spake2_new (role, secret, joins ? own_id : peer_id,
                                   joins ? peer_id : own_id, bound, &error);
  if (self->spake == NULL)
    g_debug ("nothing can be proved: %s", error != NULL ? error->message : "no exporter");
  return self->spake != NULL;
}

static HallPacket *
new_packet (HallAdmission *self,
            HallPacketType type)
{
  HallPacket *packet = hall_packet_new (type);

  packet->room = g_strdup (self->room_id);
  return packet;
}

/**
 * hall_admission_new_joiner:
 * @context: shared parts
 * @link: to somebody who says that it hosts the room
 * @room_id: the room
 * @proof: what we know
 *
 * Returns: (transfer full): waits for `pake1`
 */
HallAdmission *
hall_admission_new_joiner (HallContext *context,
                           HallLink    *link,
                           const char  *room_id,
                           HallProof   *proof)
{
  HallAdmission *self = new_admission (context, link, room_id);

  self->proof = hall_proof_ref (proof);
  self->awaited = HALL_PACKET_PAKE1;
  return self;
}

/**
 * hall_admission_new_host:
 * @context: shared parts
 * @link: of somebody who wants to prove
 * @room_id: the room that we host
 * @salt: of it
 * @secret: the same
 *
 * Returns: (transfer full) (nullable): has said `pake1`, and waits for `pake2` for a while; %NULL
 *   if nothing can be proved
 */
HallAdmission *
hall_admission_new_host (HallContext *context,
                         HallLink    *link,
                         const char  *room_id,
                         const char  *salt,
                         const char  *secret)
{
  g_autoptr (HallAdmission) self = new_admission (context, link, room_id);
  g_autoptr (HallPacket) packet = NULL;
  guint8 bytes[HALL_SPAKE2_SECRET_SIZE];
  gboolean started = hall_base64url_decode (secret, bytes, sizeof bytes)
                     && start_spake (self, HALL_SPAKE2_HOST, bytes);

  explicit_bzero (bytes, sizeof bytes);
  if (!started)
    return NULL;
  packet = new_packet (self, HALL_PACKET_PAKE1);
  packet->salt = g_strdup (salt);
  memcpy (packet->share, hall_spake2_get_share (self->spake), HALL_SPAKE2_SHARE_SIZE);
  self->awaited = HALL_PACKET_PAKE2;
  hall_timer_start (self->timer, HALL_PROOF_TIMEOUT_MS);
  hall_link_send (link, packet, HALL_LINK_CHAT);
  return g_steal_pointer (&self);
}

static void
answer (HallAdmission *self,
        const guint8   secret[HALL_SPAKE2_SECRET_SIZE])
{
  g_autoptr (HallPacket) packet = NULL;

  if (!start_spake (self, HALL_SPAKE2_JOINER, secret)
      || !hall_spake2_take_share (self->spake, self->host_share, NULL))
    {
      fail (self, FALSE);
      return;
    }
  packet = new_packet (self, HALL_PACKET_PAKE2);
  memcpy (packet->share, hall_spake2_get_share (self->spake), HALL_SPAKE2_SHARE_SIZE);
  hall_spake2_get_confirmation (self->spake, packet->confirmation);
  self->awaited = HALL_PACKET_PAKE3;
  hall_link_send (self->link, packet, HALL_LINK_CHAT);
}

static void
derive_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (HallAdmission) self = user_data;
  g_autoptr (GError) error = NULL;
  guint8 secret[HALL_SPAKE2_SECRET_SIZE];

  if (!hall_admission_derive_finish (result, secret, &error))
    {
      g_debug ("no secret: %s", error->message);
      fail (self, FALSE);
      return;
    }
  if (!self->closed)
    {
      hall_proof_set_secret (self->proof, self->salt, secret);
      answer (self, secret);
    }
  explicit_bzero (secret, sizeof secret);
}

static void
take_pake1 (HallAdmission *self,
            HallPacket    *packet)
{
  guint8 secret[HALL_SPAKE2_SECRET_SIZE];

  if (packet->salt == NULL
      || !hall_base64url_decode (packet->salt, self->salt, sizeof self->salt))
    {
      fail (self, FALSE);
      return;
    }
  memcpy (self->host_share, packet->share, HALL_SPAKE2_SHARE_SIZE);
  self->awaited = HALL_PACKET_UNKNOWN;
  if (hall_proof_get_secret (self->proof, self->salt, secret))
    answer (self, secret);
  else if (hall_proof_get_passphrase (self->proof) == NULL)
    fail (self, FALSE);   /* there is a newer passphrase than we know */
  else
    hall_admission_derive_async (hall_proof_get_passphrase (self->proof), self->salt,
                                 self->cancellable, derive_cb, g_object_ref (self));
  explicit_bzero (secret, sizeof secret);
}

static void
take_pake2 (HallAdmission *self,
            HallPacket    *packet)
{
  hall_timer_stop (self->timer);
  self->awaited = HALL_PACKET_UNKNOWN;
  if (!hall_spake2_take_share (self->spake, packet->share, NULL)
      || !hall_spake2_check_confirmation (self->spake, packet->confirmation))
    fail (self, TRUE);
  else
    g_signal_emit (self, signals[PROVED], 0);
}

static void
take_pake3 (HallAdmission *self,
            HallPacket    *packet)
{
  self->awaited = HALL_PACKET_UNKNOWN;
  if (hall_spake2_check_confirmation (self->spake, packet->confirmation))
    g_signal_emit (self, signals[PROVED], 0);
  else
    fail (self, TRUE);
}

/**
 * hall_admission_take:
 * @self: an attempt
 * @packet: came over its link
 *
 * Anything but the one that is due fails.
 */
void
hall_admission_take (HallAdmission *self,
                     HallPacket    *packet)
{
  g_autoptr (HallAdmission) kept = g_object_ref (self);

  if (self->closed || packet->type == HALL_PACKET_UNKNOWN)
    return;
  if (packet->type != self->awaited || g_strcmp0 (packet->room, self->room_id) != 0)
    {
      hall_counters_add (self->context->counters, HALL_COUNTER_FRAME_OUT_OF_PLACE);
      fail (self, FALSE);
    }
  else if (packet->type == HALL_PACKET_PAKE1)
    take_pake1 (self, packet);
  else if (packet->type == HALL_PACKET_PAKE2)
    take_pake2 (self, packet);
  else
    take_pake3 (self, packet);
}

/**
 * hall_admission_confirm:
 * @self: the host's attempt, "proved"
 */
void
hall_admission_confirm (HallAdmission *self)
{
  g_autoptr (HallPacket) packet = new_packet (self, HALL_PACKET_PAKE3);

  hall_spake2_get_confirmation (self->spake, packet->confirmation);
  hall_link_send (self->link, packet, HALL_LINK_CHAT);
}

/**
 * hall_admission_close:
 * @self: an attempt
 *
 * Ends it without a signal; the link stays as it is.
 */
void
hall_admission_close (HallAdmission *self)
{
  self->closed = TRUE;
  if (self->timer != NULL)
    hall_timer_stop (self->timer);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}
