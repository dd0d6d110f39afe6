/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-dial.c: links to some addresses of one key, of which the first that greets is used.
 *
 * Two links of ours at one host would crowd each other out, so the others are cut before `join`.
 */

#define G_LOG_DOMAIN "hall-dial"

#include "config.h"

#include "hall-limits.h"
#include "hall-reason.h"

#include "hall-dial.h"

/* After this long the next address is tried beside the ones before (RFC 8305, section 5). */
#define NEXT_ADDRESS_MS 250

struct _HallDial
{
  GObject parent_instance;

  HallContext *context;
  char **addresses;
  guint next;             /* of the addresses */
  guint16 port;
  char *expected_id;      /* (nullable) */
  HallPacket *join;
  HallProof *proof;       /* (nullable) */
  HallAdmission *admission;   /* (nullable) while the peer and we prove */
  gboolean proved;        /* the peer knows what we know */
  char *proved_room;           /* (nullable) that the proof is about */
  GPtrArray *links;       /* (element-type HallLink) being made */
  HallLink *link;         /* the one that greeted; not among @links */
  HallTimer *timer;       /* until the next address, then until an answer */
  GError *error;          /* of the last link that ended */
  char *refusal;          /* (nullable) the code it was refused with */
};

enum
{
  ALIVE,
  WELCOMED,
  YIELDED,
  REDIRECTED,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallDial, hall_dial, G_TYPE_OBJECT)

static void try_address (HallDial *self);

static void
hall_dial_dispose (GObject *object)
{
  HallDial *self = HALL_DIAL (object);

  hall_dial_abort (self);
  g_clear_pointer (&self->timer, hall_timer_free);
  g_clear_pointer (&self->context, hall_context_unref);
  G_OBJECT_CLASS (hall_dial_parent_class)->dispose (object);
}

static void
hall_dial_finalize (GObject *object)
{
  HallDial *self = HALL_DIAL (object);

  g_strfreev (self->addresses);
  g_free (self->expected_id);
  hall_packet_unref (self->join);
  g_clear_pointer (&self->proof, hall_proof_unref);
  g_free (self->proved_room);
  g_ptr_array_unref (self->links);
  g_clear_error (&self->error);
  g_free (self->refusal);
  G_OBJECT_CLASS (hall_dial_parent_class)->finalize (object);
}

static guint
new_signal (const char *name,
            guint       n_params,
            GType       first,
            GType       second)
{
  return g_signal_new (name, HALL_TYPE_DIAL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                       n_params, first, second);
}

static void
hall_dial_class_init (HallDialClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_dial_dispose;
  G_OBJECT_CLASS (klass)->finalize = hall_dial_finalize;
  signals[ALIVE] = new_signal ("alive", 0, 0, 0);
  signals[WELCOMED] = new_signal ("welcomed", 2, HALL_TYPE_LINK, HALL_TYPE_PACKET);
  signals[YIELDED] = new_signal ("yielded", 2, HALL_TYPE_LINK, HALL_TYPE_PACKET);
  signals[REDIRECTED] = new_signal ("redirected", 1, HALL_TYPE_PACKET, 0);
  signals[FAILED] = new_signal ("failed", 1, G_TYPE_ERROR, 0);
}

static void
hall_dial_init (HallDial *self)
{
  self->links = g_ptr_array_new_with_free_func (g_object_unref);
}

/* (transfer full): the links that are still being made; none is left. */
static GPtrArray *
release_links (HallDial *self)
{
  GPtrArray *links = g_steal_pointer (&self->links);

  self->links = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < links->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (links, i), self);
  return links;
}

static void
abort_links (HallDial *self)
{
  g_autoptr (GPtrArray) links = release_links (self);

  for (guint i = 0; i < links->len; i++)
    hall_link_abort (g_ptr_array_index (links, i));
}

static void
end_admission (HallDial *self)
{
  if (self->admission == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->admission, self);
  hall_admission_close (self->admission);
  g_clear_object (&self->admission);
}

/* (transfer full) (nullable): the link that greeted, and nothing goes on. */
static HallLink *
release_link (HallDial *self)
{
  HallLink *link = g_steal_pointer (&self->link);

  end_admission (self);
  if (link != NULL)
    g_signal_handlers_disconnect_by_data (link, self);
  if (self->timer != NULL)
    hall_timer_stop (self->timer);
  return link;
}

static void
fail (HallDial *self,
      GError   *error)
{
  hall_timer_stop (self->timer);
  g_signal_emit (self, signals[FAILED], 0, error);
  g_error_free (error);
}

static void
on_ready (HallLink *link,
          HallDial *self)
{
  g_autoptr (HallDial) kept = g_object_ref (self);

  if (g_strcmp0 (hall_link_get_peer_id (link), self->context->own_id) == 0)
    {
      hall_link_abort (link);   /* an address that has become ours */
      return;
    }
  self->link = g_object_ref (link);
  g_ptr_array_remove (self->links, link);
  abort_links (self);
  hall_link_send (link, self->join, HALL_LINK_CHAT);
  hall_timer_start (self->timer, HALL_JOIN_TIMEOUT_MS);
  g_signal_emit (self, signals[ALIVE], 0);
}

static void
on_proved (HallAdmission *admission,
           HallDial      *self)
{
  self->proved = TRUE;
  hall_timer_start (self->timer, HALL_JOIN_TIMEOUT_MS);
}

/* Whoever answers pretends to host the room: had our passphrase been wrong, its host would have
 * said so. */
static void
fail_unproved (HallDial *self)
{
  hall_counters_add (self->context->counters, HALL_COUNTER_HOST_UNPROVED);
  g_free (self->refusal);
  self->refusal = g_strdup ("unproved");
  fail (self, hall_reason_unproved ());
}

static void
refuse_unproved (HallDial *self)
{
  g_autoptr (HallLink) released = release_link (self);

  hall_link_refuse (released, "unsupported", "that was not proved");
  fail_unproved (self);
}

static void
on_not_proved (HallAdmission *admission,
               gboolean       guessed,
               HallDial      *self)
{
  g_autoptr (HallDial) kept = g_object_ref (self);

  refuse_unproved (self);
}

/* TRUE: it was about the proof. */
static gboolean
take_proof (HallDial   *self,
            HallPacket *packet)
{
  const char *room_id = self->join->room != NULL ? self->join->room : packet->room;

  if (self->proof == NULL)
    return FALSE;
  if (packet->type == HALL_PACKET_PAKE1 && self->admission == NULL && room_id != NULL)
    {
      /* It is proved for the room that it is about, which is the one that we are welcome in. */
      self->proved_room = g_strdup (room_id);
      self->admission = hall_admission_new_joiner (self->context, self->link, room_id,
                                                   self->proof);
      g_signal_connect (self->admission, "proved", G_CALLBACK (on_proved), self);
      g_signal_connect (self->admission, "failed", G_CALLBACK (on_not_proved), self);
      hall_timer_start (self->timer, HALL_PROOF_TIMEOUT_MS);
    }
  else if (self->proved)
    return FALSE;
  if (self->admission != NULL)
    hall_admission_take (self->admission, packet);
  else if (packet->type == HALL_PACKET_WELCOME || packet->type == HALL_PACKET_YIELD)
    refuse_unproved (self);
  else
    return FALSE;
  return TRUE;
}

static void
on_packet (HallLink   *link,
           HallPacket *packet,
           HallDial   *self)
{
  g_autoptr (HallDial) kept = g_object_ref (self);
  g_autoptr (HallLink) released = NULL;

  if (link != self->link || packet->type == HALL_PACKET_UNKNOWN || take_proof (self, packet)
      || hall_dial_keep_reasons (self, self->context, packet, self->join->room))
    return;
  released = release_link (self);
  if (packet->type == HALL_PACKET_WELCOME
      && hall_dial_check_welcome (self->context, packet, self->proved_room != NULL
                                                           ? self->proved_room
                                                           : self->join->room))
    g_signal_emit (self, signals[WELCOMED], 0, released, packet);
  else if (packet->type == HALL_PACKET_YIELD && self->join->yield
           && g_strcmp0 (packet->room, self->join->room) == 0)
    g_signal_emit (self, signals[YIELDED], 0, released, packet);
  else if (packet->type == HALL_PACKET_NOT_HOST)
    {
      hall_link_close (released);
      g_signal_emit (self, signals[REDIRECTED], 0, packet);
    }
  else
    {
      hall_counters_add (self->context->counters, HALL_COUNTER_FRAME_OUT_OF_PLACE);
      hall_link_refuse (released, "unsupported", "that is not this room's welcome");
      fail (self, hall_reason_no_host ());
    }
}

static void
on_closed (HallLink     *link,
           const GError *error,
           HallDial     *self)
{
  g_autoptr (HallDial) kept = g_object_ref (self);
  g_autoptr (HallLink) closed = g_object_ref (link);
  const char *code = hall_link_get_error_code (link);   /* NULL when it was we who refused */

  g_signal_handlers_disconnect_by_data (link, self);
  /* Who ends it now has had a guess at the passphrase; asked again at once it would have more. */
  if (link == self->link && self->admission != NULL && !self->proved
      && g_strcmp0 (code, "locked") != 0)
    {
      g_autoptr (HallLink) released = release_link (self);

      fail_unproved (self);
      return;
    }
  g_clear_error (&self->error);
  self->error = error != NULL ? hall_reason_for_link (link, error) : hall_reason_no_host ();
  if (self->proof != NULL && g_strcmp0 (code, "locked") == 0)
    {
      guint retry_ms = hall_link_get_error_retry_ms (link);
      /* Too soon after a wrong one it is not even listened to, and may be the right one. */
      gboolean judged = self->admission != NULL || retry_ms == 0;

      g_clear_error (&self->error);
      self->error = hall_reason_wrong_passphrase (judged ? hall_link_get_error_tries (link) : 0,
                                                  retry_ms);
    }
  g_free (self->refusal);
  self->refusal = hall_reason_is_refusal (self->error)
                    ? g_strdup (code != NULL ? code : "refused") : NULL;
  if (link == self->link)
    {
      end_admission (self);
      g_clear_object (&self->link);
    }
  else
    g_ptr_array_remove (self->links, link);
  if (self->link != NULL)
    return;
  if (self->links->len == 0 && self->addresses[self->next] == NULL)
    fail (self, g_steal_pointer (&self->error));
  else if (self->links->len == 0)
    try_address (self);
}

static void
on_timeout (gpointer user_data)
{
  HallDial *self = user_data;
  g_autoptr (HallDial) kept = g_object_ref (self);
  g_autoptr (HallLink) released = NULL;

  if (self->link == NULL)
    {
      try_address (self);
      return;
    }
  released = release_link (self);
  hall_link_abort (released);
  fail (self, hall_reason_for_link (released, NULL));
}

static void
try_address (HallDial *self)
{
  const char *address = self->addresses[self->next];
  g_autoptr (HallLink) link = NULL;

  if (address == NULL)
    return;
  self->next++;
  link = hall_context_dial (self->context, address, self->port, self->expected_id,
                            HALL_PURPOSE_ROOM);
  g_ptr_array_add (self->links, g_object_ref (link));
  g_signal_connect_object (link, "ready", G_CALLBACK (on_ready), self, 0);
  g_signal_connect_object (link, "packet", G_CALLBACK (on_packet), self, 0);
  g_signal_connect_object (link, "closed", G_CALLBACK (on_closed), self, 0);
  if (self->addresses[self->next] != NULL)
    hall_timer_start (self->timer, NEXT_ADDRESS_MS);
}

/**
 * hall_dial_new:
 * @context: shared parts
 * @addresses: numeric, the best first; at least one
 * @port: TCP
 * @expected_id: (nullable): whose key must answer; %NULL only for an address that a person typed
 * @join: what to say
 *
 * Returns: (transfer full): an attempt that has not begun
 */
HallDial *
hall_dial_new (HallContext       *context,
               const char *const *addresses,
               guint16            port,
               const char        *expected_id,
               HallPacket        *join)
{
  HallDial *self;

  g_return_val_if_fail (addresses != NULL && addresses[0] != NULL, NULL);

  self = g_object_new (HALL_TYPE_DIAL, NULL);
  self->context = hall_context_ref (context);
  self->addresses = g_strdupv ((char **) addresses);
  self->port = port;
  self->expected_id = g_strdup (expected_id);
  self->join = hall_packet_ref (join);
  self->timer = hall_timer_new (context->clock, on_timeout, self);
  return self;
}

/**
 * hall_dial_set_proof:
 * @self: an attempt that has not begun, whose join says `prove`
 * @proof: (nullable): what we know
 *
 * No welcome is taken from anybody who does not know it, too.
 */
void
hall_dial_set_proof (HallDial  *self,
                     HallProof *proof)
{
  g_clear_pointer (&self->proof, hall_proof_unref);
  self->proof = proof != NULL ? hall_proof_ref (proof) : NULL;
}

/**
 * hall_dial_start:
 * @self: an attempt
 *
 * Begins. The outcome is one of the signals.
 */
void
hall_dial_start (HallDial *self)
{
  g_return_if_fail (self->next == 0);

  try_address (self);
}

/**
 * hall_dial_get_expected_id:
 * @self: an attempt
 *
 * Returns: (nullable): whose key must answer
 */
const char *
hall_dial_get_expected_id (HallDial *self)
{
  return self->expected_id;
}

/**
 * hall_dial_get_alive:
 * @self: an attempt
 *
 * Returns: whether the peer has greeted us and now owes an answer
 */
gboolean
hall_dial_get_alive (HallDial *self)
{
  return self->link != NULL;
}

/**
 * hall_dial_get_refusal:
 * @self: an attempt that has failed
 *
 * Returns: (nullable): the code of the error that the peer answered with, or "refused" if it was we
 *   who found that the two do not match; %NULL if it was not reached
 */
const char *
hall_dial_get_refusal (HallDial *self)
{
  return self->refusal;
}

/**
 * hall_dial_close:
 * @self: an attempt
 *
 * Ends it; there will be no signal. Does nothing after one.
 */
void
hall_dial_close (HallDial *self)
{
  g_autoptr (HallLink) released = release_link (self);

  abort_links (self);
  if (released != NULL)
    hall_link_close (released);
}

/**
 * hall_dial_abort:
 * @self: an attempt
 *
 * Ends it without a word to anybody.
 */
void
hall_dial_abort (HallDial *self)
{
  g_autoptr (HallLink) released = release_link (self);

  abort_links (self);
  if (released != NULL)
    hall_link_abort (released);
}
