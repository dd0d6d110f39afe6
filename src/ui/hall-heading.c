/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-heading.c: a line of the sidebar that is neither room nor person: a heading, or a hint.
 *
 * GtkListView has no section headers in GTK 4.8, so headings are items of the model. Immutable.
 */

#define G_LOG_DOMAIN "hall-heading"

#include "config.h"

#include "hall-heading.h"

struct _HallHeading
{
  GObject parent_instance;

  char *text;
  gboolean is_hint;
};

G_DEFINE_FINAL_TYPE (HallHeading, hall_heading, G_TYPE_OBJECT)

static void
hall_heading_finalize (GObject *object)
{
  g_free (HALL_HEADING (object)->text);
  G_OBJECT_CLASS (hall_heading_parent_class)->finalize (object);
}

static void
hall_heading_class_init (HallHeadingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = hall_heading_finalize;
}

static void
hall_heading_init (HallHeading *self)
{
}

/**
 * hall_heading_new:
 * @text: what it says
 * @is_hint: whether it stands where rows would be, and says why there are none
 *
 * Returns: (transfer full): a line
 */
HallHeading *
hall_heading_new (const char *text,
                  gboolean    is_hint)
{
  HallHeading *self = g_object_new (HALL_TYPE_HEADING, NULL);

  self->text = g_strdup (text);
  self->is_hint = is_hint;
  return self;
}

/**
 * hall_heading_get_text:
 * @self: a line
 *
 * Returns: what it says
 */
const char *
hall_heading_get_text (HallHeading *self)
{
  g_return_val_if_fail (HALL_IS_HEADING (self), NULL);

  return self->text;
}

/**
 * hall_heading_get_is_hint:
 * @self: a line
 *
 * Returns: whether it is a hint and not a heading
 */
gboolean
hall_heading_get_is_hint (HallHeading *self)
{
  g_return_val_if_fail (HALL_IS_HEADING (self), FALSE);

  return self->is_hint;
}
