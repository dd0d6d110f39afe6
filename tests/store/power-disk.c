/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* power-disk.c: the files of power-vfs.h: what everybody sees, and what is on the disk.
 *
 * Private to power-vfs. Plain memory without locks of its own; knows nothing of SQLite.
 */

#include "config.h"

#include <string.h>

#include "power-disk.h"

#define SECTOR 512
/* One in so many sectors is torn. */
#define TORN 16

typedef struct
{
  gint64 offset;
  guint length;
  guint8 *data;            /* NULL: the file was cut off at the offset */
} Write;

static void
write_free (gpointer data)
{
  Write *self = data;

  g_free (self->data);
  g_free (self);
}

PowerFile *
power_file_new (void)
{
  PowerFile *self = g_new0 (PowerFile, 1);

  self->references = 1;
  self->now = g_byte_array_new ();
  self->disk = g_byte_array_new ();
  self->unsynced = g_ptr_array_new_with_free_func (write_free);
  return self;
}

PowerFile *
power_file_ref (PowerFile *self)
{
  self->references++;
  return self;
}

void
power_file_unref (PowerFile *self)
{
  if (--self->references > 0)
    return;

  g_byte_array_unref (self->now);
  g_byte_array_unref (self->disk);
  g_ptr_array_unref (self->unsynced);
  g_clear_pointer (&self->shared, power_shared_free);
  g_free (self);
}

/* @garbage: (nullable): fills what nobody wrote; zeros without. */
static void
grow (GByteArray *image,
      gint64      size,
      GRand      *garbage)
{
  guint old = image->len;

  if (size <= old)
    return;

  g_byte_array_set_size (image, size);
  memset (image->data + old, 0, size - old);
  for (guint i = old; garbage && i < size; i++)
    image->data[i] = g_rand_int (garbage);
}

static void
put (GByteArray    *image,
     gint64         offset,
     gconstpointer  data,
     guint          length,
     GRand         *garbage)
{
  if (offset + length > image->len)
    {
      /* What is written itself is nobody's garbage. */
      grow (image, offset, garbage);
      grow (image, offset + length, NULL);
    }
  memcpy (image->data + offset, data, length);
}

static void
cut (GByteArray *image,
     gint64      size)
{
  if (size < image->len)
    g_byte_array_set_size (image, size);
  else
    grow (image, size, NULL);
}

static void
add_write (PowerFile     *self,
           gint64         offset,
           gconstpointer  data,
           guint          length)
{
  Write *write = g_new (Write, 1);

  *write = (Write) { offset, length, data ? g_memdup2 (data, length) : NULL };
  g_ptr_array_add (self->unsynced, write);
}

void
power_file_write (PowerFile     *self,
                  gint64         offset,
                  gconstpointer  data,
                  guint          length)
{
  put (self->now, offset, data, length, NULL);
  add_write (self, offset, data, length);
}

void
power_file_truncate (PowerFile *self,
                     gint64     size)
{
  cut (self->now, size);
  add_write (self, size, NULL, 0);
}

void
power_file_sync (PowerFile *self)
{
  for (guint i = 0; i < self->unsynced->len; i++)
    {
      const Write *write = g_ptr_array_index (self->unsynced, i);

      if (write->data)
        put (self->disk, write->offset, write->data, write->length, NULL);
      else
        cut (self->disk, write->offset);
    }

  g_ptr_array_set_size (self->unsynced, 0);
}

/* Sector by sector, each with a chance of @of four. */
static void
survive_write (GByteArray  *disk,
               const Write *write,
               guint        of,
               GRand       *chance,
               GRand       *garbage)
{
  for (guint done = 0, length; done < write->length; done += length)
    {
      gint64 offset = write->offset + done;
      guint arrived;

      length = MIN (write->length - done, SECTOR - offset % SECTOR);
      if ((guint) g_rand_int_range (chance, 0, 4) >= of)
        continue;

      arrived = length;
      if (of < 4 && g_rand_int_range (chance, 0, TORN) == 0)
        arrived = g_rand_int_range (chance, 0, length + 1);
      if (arrived > 0)
        put (disk, offset, write->data + done, arrived, garbage);
    }
}

PowerFile *
power_file_survive (PowerFile *self,
                    GRand     *chance)
{
  PowerFile *survivor = power_file_new ();
  GRand *garbage = g_rand_boolean (chance) ? chance : NULL;

  g_byte_array_append (survivor->disk, self->disk->data, self->disk->len);
  for (guint i = 0; i < self->unsynced->len; i++)
    {
      const Write *write = g_ptr_array_index (self->unsynced, i);
      /* Nothing of it, all of it, or something between. */
      guint of = g_rand_int_range (chance, 0, 5);

      if (write->data)
        survive_write (survivor->disk, write, of, chance, garbage);
      else if (of > 2)
        cut (survivor->disk, write->offset);
    }

  g_byte_array_append (survivor->now, survivor->disk->data, survivor->disk->len);
  return survivor;
}

void
power_shared_free (PowerShared *self)
{
  g_ptr_array_unref (self->regions);
  g_free (self);
}
