/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-picture.c: what people look like: the one place where their pictures are decoded, and where
 * one's own is made small.
 *
 * Somebody else's picture is hostile until it was shown to be small, and then it meets one decoder
 * alone: the JPEG one. What is not exactly a JPEG of a good size is no picture, and nobody is told.
 */

#define G_LOG_DOMAIN "hall-picture"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "hall-picture.h"

/* A progressive JPEG is drawn anew for each of its scans; encoders make about ten. */
#define SCANS_MAX 32
/* One's own file is scaled down to this while it is read, before its middle is cut out. */
#define LOADED_SIDE 1024
#define BEST_QUALITY 92
#define WORST_QUALITY 20
#define QUALITY_STEP 8

static const guint8 start_of_image[] = { 0xff, 0xd8, 0xff };
static const guint8 end_of_image[] = { 0xff, 0xd9 };

/* Whether it begins and ends as a JPEG does, with nothing behind it, and of few scans. In the data
 * of a scan each 0xff is followed by 0, so that counting bytes finds every scan. */
static gboolean
looks_right (const guint8 *data,
             gsize         size)
{
  guint n_scans = 0;

  if (size > HALL_PICTURE_BYTES || size < sizeof start_of_image + sizeof end_of_image ||
      memcmp (data, start_of_image, sizeof start_of_image) != 0 ||
      memcmp (data + size - sizeof end_of_image, end_of_image, sizeof end_of_image) != 0)
    return FALSE;
  for (gsize i = 0; i + 1 < size; i++)
    {
      if (data[i] == 0xff && data[i + 1] == 0xda)
        n_scans++;
    }
  return n_scans >= 1 && n_scans <= SCANS_MAX;
}

/* Before any memory is taken for the image. */
static void
on_size_prepared (GdkPixbufLoader *loader,
                  int              width,
                  int              height,
                  gboolean        *good)
{
  *good = width > 0 && height > 0 && width <= HALL_PICTURE_SIDE && height <= HALL_PICTURE_SIDE;
  if (!*good)
    gdk_pixbuf_loader_set_size (loader, 0, 0); /* which makes the decoder give up at once */
}

/**
 * hall_picture_decode:
 * @jpeg: somebody's picture, as it came
 *
 * Returns: (transfer full) (nullable): the picture; %NULL unless it is exactly one JPEG of at most
 *   %HALL_PICTURE_BYTES and %HALL_PICTURE_SIDE pixels a side
 */
GdkTexture *
hall_picture_decode (GBytes *jpeg)
{
  g_autoptr (GdkPixbufLoader) loader = NULL;
  GdkPixbuf *pixbuf;
  const guint8 *data;
  gsize size;
  gboolean good = FALSE, whole;

  g_return_val_if_fail (jpeg != NULL, NULL);

  data = g_bytes_get_data (jpeg, &size);
  if (data == NULL || !looks_right (data, size))
    return NULL;
  loader = gdk_pixbuf_loader_new_with_type ("jpeg", NULL);
  if (loader == NULL)
    return NULL;
  g_signal_connect (loader, "size-prepared", G_CALLBACK (on_size_prepared), &good);
  whole = gdk_pixbuf_loader_write (loader, data, size, NULL);
  /* Also when writing failed: a loader that is not closed complains. */
  whole = gdk_pixbuf_loader_close (loader, NULL) && whole;
  pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  if (!whole || !good || pixbuf == NULL || gdk_pixbuf_get_width (pixbuf) > HALL_PICTURE_SIDE ||
      gdk_pixbuf_get_height (pixbuf) > HALL_PICTURE_SIDE)
    return NULL;
  return gdk_texture_new_for_pixbuf (pixbuf);
}

typedef struct
{
  GBytes *jpeg;
  GdkTexture *texture; /* (nullable): it is none */
} Decoded;

static void
decoded_free (Decoded *decoded)
{
  g_bytes_unref (decoded->jpeg);
  g_clear_object (&decoded->texture);
  g_free (decoded);
}

/**
 * hall_picture_of:
 * @person: a person
 *
 * Decodes once for each picture, however many rows show it.
 *
 * Returns: (transfer none) (nullable): what the person looks like
 */
GdkTexture *
hall_picture_of (HallPerson *person)
{
  static GQuark quark;
  GBytes *jpeg = hall_person_get_picture (person);
  Decoded *decoded;

  if (quark == 0)
    quark = g_quark_from_static_string ("hall-picture");
  if (jpeg == NULL)
    {
      g_object_set_qdata (G_OBJECT (person), quark, NULL);
      return NULL;
    }
  decoded = g_object_get_qdata (G_OBJECT (person), quark);
  if (decoded == NULL || decoded->jpeg != jpeg)
    {
      decoded = g_new0 (Decoded, 1);
      decoded->jpeg = g_bytes_ref (jpeg);
      decoded->texture = hall_picture_decode (jpeg);
      g_object_set_qdata_full (G_OBJECT (person), quark, decoded, (GDestroyNotify) decoded_free);
    }
  return decoded->texture;
}

/* A new square from the middle, at most HALL_PICTURE_SIDE wide, on white where one sees through. */
static GdkPixbuf *
make_square (GdkPixbuf *pixbuf)
{
  int width = gdk_pixbuf_get_width (pixbuf), height = gdk_pixbuf_get_height (pixbuf);
  int side = MIN (width, height), target = MIN (side, HALL_PICTURE_SIDE);
  g_autoptr (GdkPixbuf) middle =
    gdk_pixbuf_new_subpixbuf (pixbuf, (width - side) / 2, (height - side) / 2, side, side);

  return gdk_pixbuf_composite_color_simple (middle, target, target, GDK_INTERP_HYPER, 255, 64,
                                            0xffffff, 0xffffff);
}

/**
 * hall_picture_encode:
 * @pixbuf: an image
 * @error: return location for an error of %GDK_PIXBUF_ERROR, or %G_IO_ERROR_NO_SPACE
 *
 * Takes the square in its middle, makes it small, and lowers the quality until it fits.
 *
 * Returns: (transfer full) (nullable): a JPEG that hall_picture_decode () takes
 */
GBytes *
hall_picture_encode (GdkPixbuf  *pixbuf,
                     GError    **error)
{
  g_autoptr (GdkPixbuf) square = make_square (pixbuf);

  for (int quality = BEST_QUALITY; quality >= WORST_QUALITY; quality -= QUALITY_STEP)
    {
      g_autofree char *word = g_strdup_printf ("%d", quality);
      g_autofree char *data = NULL;
      gsize size;

      if (!gdk_pixbuf_save_to_buffer (square, &data, &size, "jpeg", error, "quality", word, NULL))
        return NULL;
      if (size <= HALL_PICTURE_BYTES)
        return g_bytes_new_take (g_steal_pointer (&data), size);
    }
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                       _("This picture cannot be made small enough."));
  return NULL;
}

static void
pixbuf_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  g_autoptr (GdkPixbuf) upright = NULL;
  GBytes *jpeg;
  GError *error = NULL;

  pixbuf = gdk_pixbuf_new_from_stream_finish (result, &error);
  if (pixbuf != NULL)
    {
      upright = gdk_pixbuf_apply_embedded_orientation (pixbuf);
      jpeg = hall_picture_encode (upright, &error);
      if (jpeg != NULL)
        {
          g_task_return_pointer (task, jpeg, (GDestroyNotify) g_bytes_unref);
          return;
        }
    }
  g_task_return_error (task, error);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask *task = user_data;
  GError *error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read_finish (G_FILE (source), result, &error);

  if (stream == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  gdk_pixbuf_new_from_stream_at_scale_async (G_INPUT_STREAM (stream), LOADED_SIDE, LOADED_SIDE,
                                             TRUE, g_task_get_cancellable (task), pixbuf_cb, task);
}

/**
 * hall_picture_load_async:
 * @file: an image file that the person chose
 * @cancellable: (nullable): stops it
 * @callback: called when done
 * @user_data: for @callback
 *
 * Reads and decodes in a thread; any format that the computer knows.
 */
void
hall_picture_load_async (GFile               *file,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  GTask *task = g_task_new (file, cancellable, callback, user_data);

  g_task_set_source_tag (task, hall_picture_load_async);
  g_file_read_async (file, G_PRIORITY_DEFAULT, cancellable, read_cb, task);
}

/**
 * hall_picture_load_finish:
 * @result: of hall_picture_load_async ()
 * @error: return location for an error of %GDK_PIXBUF_ERROR or %G_IO_ERROR
 *
 * Returns: (transfer full) (nullable): a square JPEG that hall_picture_decode () takes
 */
GBytes *
hall_picture_load_finish (GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
