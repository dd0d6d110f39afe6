/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-crowd.c: how many ready links others may have with us that no room accounts for.
 *
 * Owned by HallTransport. A key costs a stranger nothing, so it is addresses that are counted. It
 * holds no reference and closes nothing.
 */

#define G_LOG_DOMAIN "hall-crowd"

#include "config.h"

#include "hall-crowd.h"

struct _HallCrowd
{
  GPtrArray *links;    /* (element-type HallLink), none of them owned */
  guint per_address;
  guint in_all;
};

static void
on_link_gone (gpointer  data,
              GObject  *link)
{
  HallCrowd *self = data;

  g_ptr_array_remove_fast (self->links, link);
}

/**
 * hall_crowd_new:
 * @per_address: how many links of one address
 * @in_all: how many of all together
 *
 * Returns: (transfer full): an empty crowd
 */
HallCrowd *
hall_crowd_new (guint per_address,
                guint in_all)
{
  HallCrowd *self = g_new0 (HallCrowd, 1);

  self->links = g_ptr_array_new ();
  self->per_address = per_address;
  self->in_all = in_all;

  return self;
}

/**
 * hall_crowd_free:
 *
 * The links stay as they are.
 */
void
hall_crowd_free (HallCrowd *self)
{
  for (guint i = 0; i < self->links->len; i++)
    g_object_weak_unref (g_ptr_array_index (self->links, i), on_link_gone, self);
  g_ptr_array_unref (self->links);
  g_free (self);
}

/**
 * hall_crowd_take:
 * @link: ready
 *
 * Counts a link for as long as it is not closed, unless there are too many of its address or in
 * all.
 *
 * Returns: whether there was a place for it
 */
gboolean
hall_crowd_take (HallCrowd *self,
                 HallLink  *link)
{
  guint of_address = 0;
  guint in_all = 0;

  for (guint i = 0; i < self->links->len; i++)
    {
      HallLink *other = g_ptr_array_index (self->links, i);

      /* Whoever holds a closed one may take its time to let go of it. */
      if (hall_link_get_closed (other))
        continue;
      in_all++;
      of_address += g_str_equal (hall_link_get_address (other), hall_link_get_address (link));
    }

  if (of_address >= self->per_address || in_all >= self->in_all)
    return FALSE;

  g_ptr_array_add (self->links, link);
  g_object_weak_ref (G_OBJECT (link), on_link_gone, self);
  return TRUE;
}
