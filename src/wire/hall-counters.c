/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-counters.c: an array of counts with names, and the map from refusals to counts.
 *
 * Each session owns one HallCounters. It never logs and never resets: a count only grows.
 */

#define G_LOG_DOMAIN "hall-counters"

#include "config.h"

#include "hall-counters.h"

struct _HallCounters
{
  gatomicrefcount ref_count;
  guint64 counts[HALL_N_COUNTERS];
};

G_DEFINE_BOXED_TYPE (HallCounters, hall_counters, hall_counters_ref, hall_counters_unref)

static const char * const counter_names[] = {
#define X(identifier, name) name,
  HALL_COUNTERS (X)
#undef X
};

G_STATIC_ASSERT (G_N_ELEMENTS (counter_names) == HALL_N_COUNTERS);

/* A new code at the end of HallWireError must be given a counter in the three maps below; the
 * switches have no default, so that -Wswitch names the forgotten one, and this catches the rest. */
G_STATIC_ASSERT (HALL_WIRE_ERROR_BAD_LENGTH == 12);

/**
 * hall_counters_new:
 *
 * Creates a set of counters, all of them zero.
 *
 * Returns: (transfer full): the counters
 */
HallCounters *
hall_counters_new (void)
{
  HallCounters *self = g_new0 (HallCounters, 1);

  g_atomic_ref_count_init (&self->ref_count);

  return self;
}

/**
 * hall_counters_ref:
 * @self: some counters
 *
 * Returns: (transfer full): @self
 */
HallCounters *
hall_counters_ref (HallCounters *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * hall_counters_unref:
 * @self: (transfer full): some counters
 */
void
hall_counters_unref (HallCounters *self)
{
  g_return_if_fail (self != NULL);

  if (g_atomic_ref_count_dec (&self->ref_count))
    g_free (self);
}

/**
 * hall_counters_add:
 * @self: some counters
 * @counter: which one
 *
 * Adds one. To be called from the main context only.
 */
void
hall_counters_add (HallCounters *self,
                   HallCounter   counter)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail ((guint) counter < HALL_N_COUNTERS);

  self->counts[counter]++;
}

/**
 * hall_counters_get:
 * @self: some counters
 * @counter: which one
 *
 * Returns: how often @counter was added to
 */
guint64
hall_counters_get (HallCounters *self,
                   HallCounter   counter)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail ((guint) counter < HALL_N_COUNTERS, 0);

  return self->counts[counter];
}

/**
 * hall_counter_get_name:
 * @counter: a counter
 *
 * Returns: (transfer none): the name that programs and administrators read, such as
 *   "datagram-too-big"
 */
const char *
hall_counter_get_name (HallCounter counter)
{
  g_return_val_if_fail ((guint) counter < HALL_N_COUNTERS, NULL);

  return counter_names[counter];
}

/**
 * hall_counter_for_datagram_error:
 * @error: (nullable): what hall_datagram_decode () or hall_datagram_verify () said
 *
 * Returns: the counter to add to; for errors of another domain DATAGRAM_BAD_FIELD
 */
HallCounter
hall_counter_for_datagram_error (const GError *error)
{
  if (error == NULL || error->domain != HALL_WIRE_ERROR)
    return HALL_COUNTER_DATAGRAM_BAD_FIELD;

  switch ((HallWireError) error->code)
    {
    case HALL_WIRE_ERROR_EMPTY:
      return HALL_COUNTER_DATAGRAM_EMPTY;
    case HALL_WIRE_ERROR_TOO_BIG:
    case HALL_WIRE_ERROR_BAD_LENGTH:
      return HALL_COUNTER_DATAGRAM_TOO_BIG;
    case HALL_WIRE_ERROR_NOT_UTF8:
      return HALL_COUNTER_DATAGRAM_NOT_UTF8;
    case HALL_WIRE_ERROR_NOT_HALLWAY:
      return HALL_COUNTER_DATAGRAM_NOT_HALLWAY;
    case HALL_WIRE_ERROR_UNSIGNED:
      return HALL_COUNTER_DATAGRAM_UNSIGNED;
    case HALL_WIRE_ERROR_BAD_SIGNATURE:
      return HALL_COUNTER_DATAGRAM_BAD_SIGNATURE;
    case HALL_WIRE_ERROR_NOT_JSON:
    case HALL_WIRE_ERROR_DUPLICATE_KEY:
      return HALL_COUNTER_DATAGRAM_NOT_JSON;
    case HALL_WIRE_ERROR_TOO_DEEP:
      return HALL_COUNTER_DATAGRAM_TOO_DEEP;
    case HALL_WIRE_ERROR_BAD_NUMBER:
    case HALL_WIRE_ERROR_BAD_FIELD:
      return HALL_COUNTER_DATAGRAM_BAD_FIELD;
    case HALL_WIRE_ERROR_UNKNOWN_TYPE:
      return HALL_COUNTER_DATAGRAM_UNKNOWN_TYPE;
    }

  return HALL_COUNTER_DATAGRAM_BAD_FIELD;
}

/**
 * hall_counter_for_frame_error:
 * @error: (nullable): what hall_framer_next () or hall_packet_decode () said
 *
 * Returns: the counter to add to; for errors of another domain FRAME_BAD_FIELD
 */
HallCounter
hall_counter_for_frame_error (const GError *error)
{
  if (error == NULL || error->domain != HALL_WIRE_ERROR)
    return HALL_COUNTER_FRAME_BAD_FIELD;

  switch ((HallWireError) error->code)
    {
    case HALL_WIRE_ERROR_BAD_LENGTH:
      return HALL_COUNTER_FRAME_BAD_LENGTH;
    case HALL_WIRE_ERROR_EMPTY:
    case HALL_WIRE_ERROR_NOT_UTF8:
    case HALL_WIRE_ERROR_NOT_JSON:
    case HALL_WIRE_ERROR_TOO_DEEP:
    case HALL_WIRE_ERROR_BAD_NUMBER:
    case HALL_WIRE_ERROR_DUPLICATE_KEY:
      return HALL_COUNTER_FRAME_BAD_JSON;
    case HALL_WIRE_ERROR_TOO_BIG:
    case HALL_WIRE_ERROR_NOT_HALLWAY:
    case HALL_WIRE_ERROR_UNSIGNED:
    case HALL_WIRE_ERROR_BAD_SIGNATURE:
    case HALL_WIRE_ERROR_BAD_FIELD:
      return HALL_COUNTER_FRAME_BAD_FIELD;
    case HALL_WIRE_ERROR_UNKNOWN_TYPE:
      return HALL_COUNTER_FRAME_UNKNOWN_TYPE;
    }

  return HALL_COUNTER_FRAME_BAD_FIELD;
}

/**
 * hall_counter_for_event_error:
 * @error: (nullable): what hall_event_decode () or hall_event_verify () said
 *
 * Returns: the counter to add to; for errors of another domain EVENT_BAD
 */
HallCounter
hall_counter_for_event_error (const GError *error)
{
  if (error == NULL || error->domain != HALL_WIRE_ERROR)
    return HALL_COUNTER_EVENT_BAD;

  switch ((HallWireError) error->code)
    {
    case HALL_WIRE_ERROR_UNSIGNED:
    case HALL_WIRE_ERROR_BAD_SIGNATURE:
      return HALL_COUNTER_EVENT_BAD_SIGNATURE;
    case HALL_WIRE_ERROR_EMPTY:
    case HALL_WIRE_ERROR_TOO_BIG:
    case HALL_WIRE_ERROR_NOT_UTF8:
    case HALL_WIRE_ERROR_NOT_HALLWAY:
    case HALL_WIRE_ERROR_NOT_JSON:
    case HALL_WIRE_ERROR_TOO_DEEP:
    case HALL_WIRE_ERROR_BAD_NUMBER:
    case HALL_WIRE_ERROR_DUPLICATE_KEY:
    case HALL_WIRE_ERROR_BAD_FIELD:
    case HALL_WIRE_ERROR_UNKNOWN_TYPE:
    case HALL_WIRE_ERROR_BAD_LENGTH:
      return HALL_COUNTER_EVENT_BAD;
    }

  return HALL_COUNTER_EVENT_BAD;
}
