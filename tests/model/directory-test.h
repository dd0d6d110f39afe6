/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* directory-test.h: datagrams as the directory gets them (verified: nothing is signed here), from
 * made-up keys, and shorthands to let it hear them.
 */

#pragma once

#include <string.h>

#include "hall-datagram.h"
#include "hall-directory.h"
#include "hall-event.h"
#include "hall-limits.h"

#define SECOND_US G_USEC_PER_SEC
#define TTL_MS 18000
#define TTL_US (TTL_MS * (gint64) 1000)
#define OWN_ID "own________________________________________"

#define ADDRESS_A "10.0.0.1"
#define ADDRESS_B "10.0.0.2"

/* 43 characters, in the order of the numbers. */
static inline char *
make_id (guint number)
{
  return g_strdup_printf ("key%040u", number);
}

static inline char *
make_room_id (guint number)
{
  return g_strdup_printf ("room%018u", number);
}

static inline HallDatagram *
make_datagram (HallDatagramType type,
               guint            sender,
               guint64          boot,
               guint64          seq)
{
  HallDatagram *datagram = hall_datagram_new (type);

  g_free (datagram->id);
  datagram->id = make_id (sender);
  datagram->boot = boot;
  datagram->seq = seq;
  datagram->ttl_ms = TTL_MS;
  datagram->tcp_port = 12345;

  return datagram;
}

static inline HallHeard
hear_hello (HallDirectory *directory,
            guint          sender,
            guint64        seq,
            const char    *address,
            gint64         now_us)
{
  g_autoptr (HallDatagram) datagram = make_datagram (HALL_DATAGRAM_HELLO, sender, 1, seq);

  datagram->name = g_strdup_printf ("Person %u", sender);
  datagram->status = g_strdup ("available");

  return hall_directory_hear (directory, datagram, address, now_us);
}

static inline HallHeard
hear_bye (HallDirectory *directory,
          guint          sender,
          guint64        seq,
          gint64         now_us)
{
  g_autoptr (HallDatagram) datagram = make_datagram (HALL_DATAGRAM_BYE, sender, 1, seq);

  return hall_directory_hear (directory, datagram, ADDRESS_A, now_us);
}

static inline HallHeard
hear_room (HallDirectory *directory,
           guint          sender,
           guint          room,
           const char    *name,
           guint64        epoch,
           guint64        seq,
           gint64         now_us)
{
  g_autoptr (HallDatagram) datagram = make_datagram (HALL_DATAGRAM_ROOM, sender, 1, seq);

  datagram->room = make_room_id (room);
  datagram->name = g_strdup (name);
  datagram->topic = g_strdup_printf ("By %u", sender);
  datagram->lock = g_strdup ("open");
  datagram->creator = make_id (sender + 1000);
  datagram->creator_name = g_strdup ("The creator");
  datagram->members = sender + 3;
  datagram->epoch = epoch;

  return hall_directory_hear (directory, datagram, ADDRESS_A, now_us);
}

static inline HallHeard
hear_room_bye (HallDirectory *directory,
               guint          sender,
               guint          room,
               guint64        seq,
               gint64         now_us)
{
  g_autoptr (HallDatagram) datagram = make_datagram (HALL_DATAGRAM_ROOMBYE, sender, 1, seq);

  datagram->room = make_room_id (room);

  return hall_directory_hear (directory, datagram, ADDRESS_A, now_us);
}

static inline HallPerson *
lookup (HallDirectory *directory,
        guint          number)
{
  g_autofree char *id = make_id (number);

  return hall_directory_lookup_person (directory, id);
}

static inline HallPerson *
ensure (HallDirectory *directory,
        guint          number)
{
  g_autofree char *id = make_id (number);

  return hall_directory_ensure_person (directory, id);
}

static inline HallRoom *
lookup_room (HallDirectory *directory,
             guint          number)
{
  g_autofree char *id = make_room_id (number);

  return hall_directory_lookup_room (directory, id);
}

static inline HallRoom *
ensure_room (HallDirectory *directory,
             guint          number)
{
  g_autofree char *id = make_room_id (number);

  return hall_directory_ensure_room (directory, id);
}

static inline guint
count_people (HallDirectory *directory)
{
  return g_list_model_get_n_items (hall_directory_get_people (directory));
}

static inline guint
count_rooms (HallDirectory *directory)
{
  return g_list_model_get_n_items (hall_directory_get_rooms (directory));
}

static inline char *
join_addresses (HallPerson *person)
{
  return g_strjoinv (" ", (char **) hall_person_get_addresses (person));
}
