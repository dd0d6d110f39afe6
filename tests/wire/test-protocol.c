/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-protocol.c: src/wire/PROTOCOL.md says what the code does.
 *
 * Every number in its table of limits is compared with hall-limits.h, both ways; every worked
 * example is made here from fixed seeds, must stand in the document as it is, and is read back.
 * `test-wire-protocol --print` writes the examples, to be put into the document.
 */

#include "config.h"

#include <locale.h>
#include <stdlib.h>

#include "wire-test.h"

#define NOW 1700000000000

static char *
read_source (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "src", "wire", name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

/* The value of `16`, `"x"`, `16 * 1024`, `12 * 3600 * 1000LL` as the document writes it: a product
 * worked out, a text without quotes. */
static char *
work_out (const char *value)
{
  g_auto (GStrv) factors = g_strsplit (value, "*", -1);
  gint64 product = 1;

  if (*value == '"')
    return g_strndup (value + 1, strlen (value) - 2);
  for (guint i = 0; factors[i] != NULL; i++)
    product *= g_ascii_strtoll (g_strstrip (factors[i]), NULL, 10);

  return g_strdup_printf ("%" G_GINT64_FORMAT, product);
}

static GHashTable *
read_limits (void)
{
  g_autofree char *text = read_source ("hall-limits.h");
  g_autoptr (GRegex) regex = g_regex_new ("^#define (HALL_\\w+) \\(?(\"[^\"]+\"|[-0-9L* ]+)\\)?"
                                          "(?: /\\*.*)?$", G_REGEX_MULTILINE, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  GHashTable *limits = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *value = g_match_info_fetch (match, 2);

      g_hash_table_insert (limits, g_match_info_fetch (match, 1), work_out (g_strstrip (value)));
    }

  /* Every definition was understood. */
  {
    g_auto (GStrv) parts = g_strsplit (text, "#define ", -1);

    g_assert_cmpuint (g_strv_length (parts) - 1, ==, g_hash_table_size (limits));
  }

  return limits;
}

static void
test_limits (void)
{
  g_autoptr (GHashTable) limits = read_limits ();
  g_autofree char *document = read_source ("PROTOCOL.md");
  g_autoptr (GRegex) regex = g_regex_new ("^\\| `(HALL_\\w+)` \\| ([^|]+?) \\|",
                                          G_REGEX_MULTILINE, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GHashTable) quoted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer name;

  for (g_regex_match (regex, document, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *macro = g_match_info_fetch (match, 1);
      g_autofree char *value = g_match_info_fetch (match, 2);

      g_test_message ("%s", macro);
      g_assert_cmpstr (value, ==, g_hash_table_lookup (limits, macro));
      g_assert_true (g_hash_table_add (quoted, g_steal_pointer (&macro)));
    }

  g_hash_table_iter_init (&iter, limits);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      g_test_message ("%s", (char *) name);
      g_assert_true (g_hash_table_contains (quoted, name));
    }
}

typedef struct
{
  HallKey *anna;
  HallKey *ben;
  HallEvent *genesis;
  HallEvent *joined;
  HallEvent *text;
  GPtrArray *examples;   /* whole fenced blocks */
} Examples;

static void
add_event (Examples  *self,
           HallEvent *event)
{
  g_autofree char *signature = hall_base64url_encode (event->signature, HALL_SIGNATURE_SIZE);
  gsize length;
  const char *text = g_bytes_get_data (event->bytes, &length);

  g_ptr_array_add (self->examples, g_strdup_printf ("```event\n%.*s\n%s\n%s\n```\n", (int) length,
                                                    text, signature, event->id));
}

static void
add_datagram (Examples     *self,
              HallDatagram *datagram,
              HallKey      *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = hall_datagram_encode (datagram, key, &error);

  g_assert_no_error (error);
  g_ptr_array_add (self->examples,
                   g_strdup_printf ("```datagram\n%.*s\n```\n", (int) g_bytes_get_size (bytes),
                                    (const char *) g_bytes_get_data (bytes, NULL)));
  hall_datagram_unref (datagram);
}

static void
add_frame (Examples   *self,
           HallPacket *packet)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = hall_packet_encode (packet, &error);
  const guint8 *data;
  gsize length;

  g_assert_no_error (error);
  data = g_bytes_get_data (bytes, &length);
  g_ptr_array_add (self->examples,
                   g_strdup_printf ("```frame\n%02x %02x %02x %02x %02x %02x\n%.*s\n```\n",
                                    data[0], data[1], data[2], data[3], data[4], data[5],
                                    (int) (length - HALL_FRAME_HEADER),
                                    (const char *) data + HALL_FRAME_HEADER));
  hall_packet_unref (packet);
}

/* A genesis event with the salt that the document shows. */
static HallEvent *
make_genesis (HallKey *key)
{
  guint8 signature[HALL_SIGNATURE_SIZE];
  g_autofree char *signature_text = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  HallEvent *event;

  text = g_strdup_printf ("{\"v\":1,\"r\":\"\",\"a\":\"%s\",\"lc\":%" G_GINT64_FORMAT ",\"ts\":%"
                          G_GINT64_FORMAT ",\"k\":\"genesis\",\"b\":{\"name\":\"Lunch\","
                          "\"topic\":\"Where to today?\",\"policy\":\"all\","
                          "\"salt\":\"AAECAwQFBgcICQoLDA0ODw\"}}",
                          hall_key_get_id (key), (gint64) NOW, (gint64) NOW);
  hall_key_sign (key, "hallway/v1/event\n", text, strlen (text), signature);
  signature_text = hall_base64url_encode (signature, sizeof signature);
  event = hall_event_decode (text, strlen (text), signature_text, &error);
  g_assert_no_error (error);

  return event;
}

static void
add_datagrams (Examples *self)
{
  HallDatagram *datagram = hall_datagram_new (HALL_DATAGRAM_HELLO);

  datagram->boot = NOW;
  datagram->seq = 1;
  datagram->name = g_strdup ("Anna");
  datagram->status = g_strdup ("away");
  datagram->status_text = g_strdup ("Back at one");
  datagram->tcp_port = 12345;
  datagram->ttl_ms = HALL_TTL_MIN_MS;
  datagram->version_min = HALL_PROTOCOL_VERSION_MIN;
  datagram->version_max = HALL_PROTOCOL_VERSION_MAX;
  add_datagram (self, datagram, self->anna);

  datagram = hall_datagram_new (HALL_DATAGRAM_BYE);
  datagram->boot = NOW;
  datagram->seq = 2;
  add_datagram (self, datagram, self->anna);

  datagram = hall_datagram_new (HALL_DATAGRAM_ROOM);
  datagram->boot = NOW;
  datagram->seq = 3;
  datagram->room = g_strdup (self->genesis->id);
  datagram->name = g_strdup ("Lunch");
  datagram->topic = g_strdup ("Where to today?");
  datagram->members = 2;
  datagram->lock = g_strdup ("open");
  datagram->creator = g_strdup (hall_key_get_id (self->anna));
  datagram->creator_name = g_strdup ("Anna");
  datagram->tcp_port = 12345;
  datagram->ttl_ms = HALL_TTL_MIN_MS;
  datagram->digest = g_strdup ("AAECAwQFBgc");
  add_datagram (self, datagram, self->anna);

  datagram = hall_datagram_new (HALL_DATAGRAM_ROOMBYE);
  datagram->boot = NOW;
  datagram->seq = 4;
  datagram->room = g_strdup (self->genesis->id);
  datagram->next_host = g_strdup (hall_key_get_id (self->ben));
  add_datagram (self, datagram, self->anna);
}

static HallPacket *
new_in_room (Examples       *self,
             HallPacketType  type)
{
  HallPacket *packet = hall_packet_new (type);

  packet->room = g_strdup (self->genesis->id);

  return packet;
}

static HallRosterEntry *
new_entry (HallKey    *key,
           const char *name,
           guint       rank,
           const char *address)
{
  HallRosterEntry *entry = hall_roster_entry_new (hall_key_get_id (key), name);

  entry->rank = rank;
  entry->fit = 3;
  entry->addresses = g_strsplit (address, " ", -1);
  entry->tcp_port = 12345;

  return entry;
}

static GPtrArray *
new_entries (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) hall_roster_entry_free);
}

static void
add_opening_frames (Examples *self)
{
  HallPacket *packet = hall_packet_new (HALL_PACKET_HELLO);

  packet->version_min = HALL_PROTOCOL_VERSION_MIN;
  packet->version_max = HALL_PROTOCOL_VERSION_MAX;
  packet->now_ms = NOW + 5000;
  add_frame (self, packet);

  packet = new_in_room (self, HALL_PACKET_JOIN);
  packet->fit = 3;
  packet->name = g_strdup ("Ben");
  add_frame (self, packet);

  packet = new_in_room (self, HALL_PACKET_WELCOME);
  packet->genesis = hall_event_ref (self->genesis);
  packet->members = 2;
  packet->roster_version = 2;
  packet->now_ms = NOW + 5003;
  packet->entries = new_entries ();
  g_ptr_array_add (packet->entries, new_entry (self->anna, "Anna", 0, "10.77.0.1"));
  g_ptr_array_add (packet->entries, new_entry (self->ben, "Ben", 1, "10.77.0.2"));
  add_frame (self, packet);

  packet = new_in_room (self, HALL_PACKET_NOT_HOST);
  packet->host = g_strdup (hall_key_get_id (self->anna));
  packet->addresses = g_strsplit ("10.77.0.1", " ", -1);
  add_frame (self, packet);

  packet = new_in_room (self, HALL_PACKET_ROSTER);
  packet->roster_version = 3;
  packet->entries = new_entries ();
  packet->gone = g_strsplit (hall_key_get_id (self->ben), " ", -1);
  add_frame (self, packet);
}

/* The digest of the three events, as the document defines it. */
static void
make_digest (Examples *self,
             char      digest[12])
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  HallEvent *events[] = { self->genesis, self->joined, self->text };
  guint8 hash[32];
  gsize length = sizeof hash;
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    g_checksum_update (checksum, events[i]->raw_id, HALL_EVENT_ID_SIZE);
  g_checksum_get_digest (checksum, hash, &length);
  text = hall_base64url_encode (hash, 8);
  g_strlcpy (digest, text, 12);
}

static void
add_synchronisation_frames (Examples *self)
{
  HallPacket *packet = new_in_room (self, HALL_PACKET_HAVE);
  HallDayDigest day = { NOW / HALL_DAY_MS, 3, "" };
  g_autoptr (GChecksum) control = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 hash[32];
  gsize length = sizeof hash;

  g_checksum_update (control, self->genesis->raw_id, HALL_EVENT_ID_SIZE);
  g_checksum_update (control, self->joined->raw_id, HALL_EVENT_ID_SIZE);
  g_checksum_get_digest (control, hash, &length);
  packet->control = hall_base64url_encode (hash, 8);
  packet->days = g_array_new (FALSE, TRUE, sizeof day);
  make_digest (self, day.digest);
  g_array_append_val (packet->days, day);
  add_frame (self, packet);

  packet = new_in_room (self, HALL_PACKET_IDS);
  packet->day = -1;
  packet->question = TRUE;
  add_frame (self, packet);

  packet = new_in_room (self, HALL_PACKET_IDS);
  packet->day = -1;
  packet->ids = g_new0 (char *, 3);
  packet->ids[0] = g_strdup (self->genesis->id);
  packet->ids[1] = g_strdup (self->joined->id);
  add_frame (self, packet);

  packet = new_in_room (self, HALL_PACKET_WANT);
  packet->ids = g_strsplit (self->joined->id, " ", -1);
  add_frame (self, packet);

  packet = new_in_room (self, HALL_PACKET_EVS);
  packet->events = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  g_ptr_array_add (packet->events, hall_event_ref (self->joined));
  add_frame (self, packet);
}

static void
add_other_frames (Examples *self)
{
  HallPacket *packet;

  add_frame (self, hall_packet_new_event (self->text));

  packet = new_in_room (self, HALL_PACKET_ACK);
  packet->ids = g_strsplit (self->text->id, " ", -1);
  packet->level = HALL_ACK_REPLICATED;
  add_frame (self, packet);

  packet = new_in_room (self, HALL_PACKET_RACK);
  packet->ids = g_strsplit (self->text->id, " ", -1);
  add_frame (self, packet);

  packet = hall_packet_new (HALL_PACKET_PING);
  packet->n = 1;
  add_frame (self, packet);
  packet = hall_packet_new (HALL_PACKET_PONG);
  packet->n = 1;
  add_frame (self, packet);
  add_frame (self, hall_packet_new_error ("full", "The room is full.", 30000));
  add_frame (self, hall_packet_new (HALL_PACKET_BYE));
}

static void
examples_init (Examples *self)
{
  g_autoptr (GError) error = NULL;

  self->examples = g_ptr_array_new_with_free_func (g_free);
  self->anna = test_key (1);
  self->ben = test_key (2);
  self->genesis = make_genesis (self->anna);
  self->joined = hall_event_new_state (self->ben, self->genesis->id, NOW + 5010, NOW + 5010, NULL,
                                       HALL_STATE_JOINED, "Ben", &error);
  g_assert_no_error (error);
  self->text = hall_event_new_text (self->ben, self->genesis->id, NOW + 9000, NOW + 9000,
                                    self->joined->id, "Dw4NDAsKCQgHBgUEAwIBAA",
                                    "Noodles \"again\"?\n\xeb\xa9\xb4!", &error);
  g_assert_no_error (error);

  add_event (self, self->genesis);
  add_event (self, self->joined);
  add_event (self, self->text);
  add_datagrams (self);
  add_opening_frames (self);
  add_synchronisation_frames (self);
  add_other_frames (self);
}

static void
examples_clear (Examples *self)
{
  g_ptr_array_unref (self->examples);
  hall_event_unref (self->genesis);
  hall_event_unref (self->joined);
  hall_event_unref (self->text);
  hall_key_unref (self->anna);
  hall_key_unref (self->ben);
}

static void
test_examples (void)
{
  g_autofree char *document = read_source ("PROTOCOL.md");
  Examples examples;

  examples_init (&examples);
  for (guint i = 0; i < examples.examples->len; i++)
    {
      const char *example = g_ptr_array_index (examples.examples, i);

      g_test_message ("%s", example);
      g_assert_nonnull (strstr (document, example));
    }
  examples_clear (&examples);
}

static void
read_event_block (char **lines)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HallEvent) event = hall_event_decode (lines[0], strlen (lines[0]), lines[1], &error);

  g_assert_no_error (error);
  g_assert_true (hall_event_verify (event, &error));
  g_assert_cmpstr (event->id, ==, lines[2]);
}

static void
read_datagram_block (char **lines)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HallDatagram) datagram = hall_datagram_decode (lines[0], strlen (lines[0]), &error);

  g_assert_no_error (error);
  g_assert_true (hall_datagram_verify (datagram, &error));
}

static void
read_frame_block (char **lines)
{
  g_autoptr (HallFramer) framer = hall_framer_new ();
  g_auto (GStrv) head = g_strsplit (lines[0], " ", -1);
  g_autoptr (HallPacket) packet = NULL;
  g_autoptr (GError) error = NULL;
  HallFrame frame;

  g_assert_cmpuint (g_strv_length (head), ==, HALL_FRAME_HEADER);
  for (guint i = 0; i < HALL_FRAME_HEADER; i++)
    {
      guint8 byte = (guint8) g_ascii_strtoull (head[i], NULL, 16);

      hall_framer_feed (framer, &byte, 1);
    }
  hall_framer_feed (framer, (const guint8 *) lines[1], strlen (lines[1]));
  g_assert_true (hall_framer_next (framer, &frame, &error));
  packet = hall_packet_decode (&frame, &error);
  g_assert_no_error (error);
  g_assert_true (packet->type != HALL_PACKET_UNKNOWN);
  for (guint i = 0; packet->events != NULL && i < packet->events->len; i++)
    g_assert_true (hall_event_verify (g_ptr_array_index (packet->events, i), NULL));
  g_assert_false (hall_framer_next (framer, &frame, &error));
}

/* Also what somebody writes into the document by hand must be right. */
static void
test_blocks (void)
{
  g_autofree char *document = read_source ("PROTOCOL.md");
  g_autoptr (GRegex) regex = g_regex_new ("^```(event|datagram|frame)\\n(.*?)\\n```$",
                                          G_REGEX_MULTILINE | G_REGEX_DOTALL, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  guint n_blocks = 0;

  for (g_regex_match (regex, document, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *what = g_match_info_fetch (match, 1);
      g_autofree char *body = g_match_info_fetch (match, 2);
      g_auto (GStrv) lines = g_strsplit (body, "\n", -1);

      if (strcmp (what, "event") == 0)
        read_event_block (lines);
      else if (strcmp (what, "datagram") == 0)
        read_datagram_block (lines);
      else
        read_frame_block (lines);
      n_blocks++;
    }

  /* 3 events, 4 datagrams, 17 frames */
  g_assert_cmpuint (n_blocks, ==, 24);
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 2 && strcmp (argv[1], "--print") == 0)
    {
      Examples examples;

      setlocale (LC_ALL, "");
      examples_init (&examples);
      for (guint i = 0; i < examples.examples->len; i++)
        g_print ("%s\n", (const char *) g_ptr_array_index (examples.examples, i));
      examples_clear (&examples);
      return EXIT_SUCCESS;
    }

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wire/protocol/limits", test_limits);
  g_test_add_func ("/wire/protocol/examples", test_examples);
  g_test_add_func ("/wire/protocol/blocks", test_blocks);

  return g_test_run ();
}
