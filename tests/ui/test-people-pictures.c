/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* test-people-pictures.c: pictures of people: what is drawn, and what is not even tried.
 */

#define G_LOG_DOMAIN "test-people-pictures"

#include "config.h"

#include <string.h>

#include "hall-avatar.h"
#include "hall-limits.h"
#include "hall-picture.h"
#include "hall-window.h"

#include "fake-session-people.h"
#include "ui-test.h"

G_STATIC_ASSERT (HALL_PICTURE_BYTES == HALL_PICTURE_MAX);
G_STATIC_ASSERT (HALL_PICTURE_SIDE == HALL_PICTURE_SIDE_MAX);

/* Noise does not compress well. */
static GdkPixbuf *
create_pixbuf (int      width,
               int      height,
               gboolean alpha)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (4);
  GdkPixbuf *pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, alpha, 8, width, height);
  guint8 *pixels = gdk_pixbuf_get_pixels (pixbuf);
  gsize size = gdk_pixbuf_get_byte_length (pixbuf);

  for (gsize i = 0; i < size; i++)
    pixels[i] = (guint8) g_rand_int (random);
  return pixbuf;
}

static GByteArray *
save (int         width,
      int         height,
      const char *type)
{
  g_autoptr (GdkPixbuf) pixbuf = create_pixbuf (width, height, FALSE);
  g_autoptr (GError) error = NULL;
  char *data;
  gsize size;

  /* Of noise, a JPEG as good as newer versions make it by themselves would be too many bytes. */
  if (g_str_equal (type, "jpeg"))
    gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, type, &error, "quality", "75", NULL);
  else
    gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, type, &error, NULL);
  g_assert_no_error (error);
  return g_byte_array_new_take ((guint8 *) data, size);
}

static gboolean
decodes (GByteArray *array)
{
  g_autoptr (GBytes) bytes = g_bytes_new (array->data, array->len);
  g_autoptr (GdkTexture) texture = hall_picture_decode (bytes);

  return texture != NULL;
}

/* The position of a marker in the header. */
static guint
find_marker (GByteArray *jpeg,
             guint8      marker)
{
  for (guint i = 0; i + 1 < jpeg->len; i++)
    {
      if (jpeg->data[i] == 0xff && jpeg->data[i + 1] == marker)
        return i;
    }
  g_assert_not_reached ();
}

static void
test_good (void)
{
  static const int sizes[][2] = { { 1, 1 }, { 256, 256 }, { 256, 3 }, { 40, 200 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GByteArray) jpeg = save (sizes[i][0], sizes[i][1], "jpeg");
      g_autoptr (GBytes) bytes = g_bytes_new (jpeg->data, jpeg->len);
      g_autoptr (GdkTexture) texture = hall_picture_decode (bytes);

      g_assert_nonnull (texture);
      g_assert_cmpint (gdk_texture_get_width (texture), ==, sizes[i][0]);
      g_assert_cmpint (gdk_texture_get_height (texture), ==, sizes[i][1]);
    }
}

static void
test_too_large (void)
{
  static const int sizes[][2] = { { 257, 10 }, { 10, 257 }, { 300, 300 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GByteArray) jpeg = save (sizes[i][0], sizes[i][1], "jpeg");

      g_assert_false (decodes (jpeg));
    }
}

/* A header that speaks of 400 million pixels: refused before any memory is taken for them. */
static void
test_false_header (void)
{
  g_autoptr (GByteArray) jpeg = save (64, 64, "jpeg");
  guint start = find_marker (jpeg, 0xc0);
  const guint8 side[] = { 20000 >> 8, 20000 & 0xff, 20000 >> 8, 20000 & 0xff };

  g_assert_true (decodes (jpeg));
  memcpy (jpeg->data + start + 5, side, sizeof side);
  g_assert_false (decodes (jpeg));
  memset (jpeg->data + start + 5, 0, sizeof side);
  g_assert_false (decodes (jpeg));
  memset (jpeg->data + start + 5, 0xff, sizeof side);
  g_assert_false (decodes (jpeg));
}

static void
test_truncated (void)
{
  g_autoptr (GByteArray) jpeg = save (64, 64, "jpeg");
  guint whole = jpeg->len;

  for (guint length = 0; length < whole; length += 7)
    {
      g_byte_array_set_size (jpeg, length);
      g_assert_false (decodes (jpeg));
    }
}

/* Whatever else there is a decoder for is not decoded. */
static void
test_other_formats (void)
{
  static const char *const types[] = { "png", "bmp", "tiff" };
  static const char svg[] = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>";
  g_autoptr (GByteArray) text = g_byte_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GByteArray) image = save (32, 32, types[i]);

      g_assert_false (decodes (image));
    }
  g_byte_array_append (text, (const guint8 *) svg, sizeof svg - 1);
  g_assert_false (decodes (text));
}

/* One that is something else as well: a picture in front, or behind. */
static void
test_polyglots (void)
{
  static const guint8 zip[] = { 'P', 'K', 3, 4, 20, 0, 0, 0 };
  g_autoptr (GByteArray) png = save (32, 32, "png");
  g_autoptr (GByteArray) jpeg = save (32, 32, "jpeg");
  g_autoptr (GByteArray) tail = g_byte_array_new ();

  g_byte_array_append (tail, jpeg->data, jpeg->len);
  g_assert_true (decodes (tail));
  g_byte_array_append (tail, zip, sizeof zip);
  g_assert_false (decodes (tail));
  g_byte_array_append (png, jpeg->data, jpeg->len);
  g_assert_false (decodes (png));
  /* The beginning of a JPEG, then a PNG. */
  memcpy (png->data, jpeg->data, 3);
  g_assert_false (decodes (png));
}

static void
append (GByteArray   *jpeg,
        const guint8 *bytes,
        gsize         size)
{
  g_byte_array_append (jpeg, bytes, size);
}

/* One grey square of 8 pixels a side, in a scan for the mean and one for each of some
 * frequencies, all of which are nothing: as valid as any progressive JPEG. */
static GByteArray *
create_progressive (guint n_scans)
{
  static const guint8 start[] = { 0xff, 0xd8 };
  static const guint8 quantization[] = { 0xff, 0xdb, 0, 67, 0 };
  static const guint8 frame[] = { 0xff, 0xc2, 0, 11, 8, 0, 8, 0, 8, 1, 1, 0x11, 0 };
  static const guint8 end[] = { 0xff, 0xd9 };
  GByteArray *jpeg = g_byte_array_new ();

  append (jpeg, start, sizeof start);
  append (jpeg, quantization, sizeof quantization);
  for (guint i = 0; i < 64; i++)
    append (jpeg, (const guint8[]) { 1 }, 1);
  append (jpeg, frame, sizeof frame);
  /* Two tables of one code of one bit, which means: nothing (more). */
  for (guint class = 0; class < 2; class++)
    {
      append (jpeg, (const guint8[]) { 0xff, 0xc4, 0, 20, class << 4, 1 }, 6);
      for (guint i = 0; i < 16; i++)
        append (jpeg, (const guint8[]) { 0 }, 1);
    }
  for (guint8 i = 0; i < n_scans; i++)
    append (jpeg, (const guint8[]) { 0xff, 0xda, 0, 8, 1, 1, 0, i, i, 0, 0x7f }, 11);
  append (jpeg, end, sizeof end);
  return jpeg;
}

/* Drawn once for each scan: thousands of them would keep the window busy for seconds. */
static void
test_many_scans (void)
{
  g_autoptr (GByteArray) few = create_progressive (32);
  g_autoptr (GByteArray) many = create_progressive (33);

  g_assert_true (decodes (few));
  g_assert_false (decodes (many));
}

static void
test_too_many_bytes (void)
{
  g_autoptr (GByteArray) jpeg = save (32, 32, "jpeg");
  g_autoptr (GByteArray) padded = g_byte_array_new ();
  const guint8 comment[] = { 0xff, 0xfe, 0xff, 0xff };
  g_autofree guint8 *nothing = g_malloc0 (0xffff - 2);

  /* A comment of 65,533 bytes behind the beginning. */
  g_byte_array_append (padded, jpeg->data, 2);
  g_byte_array_append (padded, comment, sizeof comment);
  g_byte_array_append (padded, nothing, 0xffff - 2);
  g_byte_array_append (padded, jpeg->data + 2, jpeg->len - 2);
  g_assert_cmpuint (padded->len, >, HALL_PICTURE_BYTES);
  g_assert_false (decodes (padded));
}

/* Any image of one's own becomes one that others take. */
static void
test_encode (void)
{
  static const int sizes[][2] = { { 1, 1 }, { 2000, 900 }, { 90, 1200 }, { 256, 256 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GdkPixbuf) pixbuf = create_pixbuf (sizes[i][0], sizes[i][1], i % 2 == 0);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) jpeg = hall_picture_encode (pixbuf, &error);
      g_autoptr (GdkTexture) texture = NULL;

      g_assert_no_error (error);
      g_assert_cmpuint (g_bytes_get_size (jpeg), <=, HALL_PICTURE_BYTES);
      texture = hall_picture_decode (jpeg);
      g_assert_nonnull (texture);
      g_assert_cmpint (gdk_texture_get_width (texture), ==, gdk_texture_get_height (texture));
      g_assert_cmpint (gdk_texture_get_width (texture), ==,
                       MIN (256, MIN (sizes[i][0], sizes[i][1])));
    }
}

/* A good picture is decoded once and kept, a bad one leaves the initials, none leaves nothing. */
static void
test_person (void)
{
  g_autoptr (HallSession) session = fake_session_new ("Hana");
  HallPerson *mina = fake_session_add_person (session, "Mina", HALL_PRESENCE_AVAILABLE);
  g_autoptr (GByteArray) jpeg = save (32, 32, "jpeg");
  g_autoptr (GByteArray) png = save (32, 32, "png");
  g_autoptr (GBytes) good = g_bytes_new (jpeg->data, jpeg->len);
  g_autoptr (GBytes) bad = g_bytes_new (png->data, png->len);
  GdkTexture *texture;

  g_assert_null (hall_picture_of (mina));
  hall_person_set_picture (mina, good);
  texture = hall_picture_of (mina);
  g_assert_nonnull (texture);
  g_assert_true (hall_picture_of (mina) == texture);
  hall_person_set_picture (mina, bad);
  g_assert_null (hall_picture_of (mina));
  hall_person_set_picture (mina, NULL);
  g_assert_null (hall_picture_of (mina));
}

static gboolean
is_wanted (gpointer data)
{
  return fake_session_count_wanted (data) > 0;
}

/* Whoever comes on screen is asked for a picture; who has one, or is blocked, is not. */
static void
test_wanted (void)
{
  g_autoptr (HallSession) session = fake_session_new ("Hana");
  g_autoptr (GByteArray) jpeg = save (32, 32, "jpeg");
  g_autoptr (GBytes) good = g_bytes_new (jpeg->data, jpeg->len);
  HallPerson *jin = fake_session_add_person (session, "Jin", HALL_PRESENCE_AVAILABLE);
  HallPerson *mina, *spam = fake_session_add_person (session, "Spam", HALL_PRESENCE_AVAILABLE);
  HallWindow *window;

  hall_person_set_picture (hall_session_get_self (session), good);
  hall_person_set_picture (jin, good);
  hall_person_set_blocked (spam, TRUE);
  window = hall_window_new (NULL, session);
  ui_test_wait_active (GTK_WINDOW (window));
  g_assert_cmpuint (fake_session_count_wanted (session), ==, 0);
  mina = fake_session_add_person (session, "Mina", HALL_PRESENCE_AVAILABLE);
  ui_test_wait (is_wanted, session);
  g_assert_true (fake_session_get_last_wanted (session) == mina);
  ui_test_close (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/people-pictures/good", test_good);
  g_test_add_func ("/ui/people-pictures/too-large", test_too_large);
  g_test_add_func ("/ui/people-pictures/false-header", test_false_header);
  g_test_add_func ("/ui/people-pictures/truncated", test_truncated);
  g_test_add_func ("/ui/people-pictures/other-formats", test_other_formats);
  g_test_add_func ("/ui/people-pictures/polyglots", test_polyglots);
  g_test_add_func ("/ui/people-pictures/many-scans", test_many_scans);
  g_test_add_func ("/ui/people-pictures/too-many-bytes", test_too_many_bytes);
  g_test_add_func ("/ui/people-pictures/encode", test_encode);
  g_test_add_func ("/ui/people-pictures/person", test_person);
  g_test_add_func ("/ui/people-pictures/wanted", test_wanted);
  return g_test_run ();
}
