/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-qr.c: a text as a QR code.
 *
 * Black on white in dark themes too, with the quiet zone around it, or cameras would not find it.
 * Modules are whole pixels. Whoever cannot see it finds the same text beside it.
 */

#define G_LOG_DOMAIN "hall-qr"

#include "config.h"

#include <qrencode.h>

#include "hall-qr.h"

/* Modules of white around it, as the standard asks for. */
#define QUIET_ZONE 4
#define DEFAULT_SIZE 180

struct _HallQr
{
  GtkWidget parent_instance;

  char *text;    /* (nullable) */
  QRcode *code;  /* (nullable) */
  int size;
};

typedef enum
{
  PROP_TEXT = 1,
  PROP_SIZE,
} HallQrProperty;

static GParamSpec *properties[PROP_SIZE + 1];

G_DEFINE_FINAL_TYPE (HallQr, hall_qr, GTK_TYPE_WIDGET)

static gboolean
is_black (HallQr *self,
          int     x,
          int     y)
{
  return (self->code->data[y * self->code->width + x] & 1) != 0;
}

/* One rectangle for each run of black: one for each module would show seams between them. */
static void
draw_row (HallQr      *self,
          GtkSnapshot *snapshot,
          int          y,
          int          left,
          int          top,
          int          module)
{
  const GdkRGBA black = { 0, 0, 0, 1 };
  int x = 0;

  while (x < self->code->width)
    {
      int start = x;

      while (x < self->code->width && is_black (self, x, y))
        x++;
      if (x > start)
        gtk_snapshot_append_color (snapshot, &black,
                                   &GRAPHENE_RECT_INIT (left + start * module, top + y * module,
                                                        (x - start) * module, module));
      else
        x++;
    }
}

static void
hall_qr_snapshot (GtkWidget   *widget,
                  GtkSnapshot *snapshot)
{
  HallQr *self = HALL_QR (widget);
  const GdkRGBA white = { 1, 1, 1, 1 };
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  GskRoundedRect card;
  int module, side;

  if (self->code == NULL)
    return;
  module = MAX (1, MIN (width, height) / (self->code->width + 2 * QUIET_ZONE));
  side = module * self->code->width;
  gsk_rounded_rect_init_from_rect (&card, &GRAPHENE_RECT_INIT (0, 0, width, height), 8);
  gtk_snapshot_push_rounded_clip (snapshot, &card);
  gtk_snapshot_append_color (snapshot, &white, &GRAPHENE_RECT_INIT (0, 0, width, height));
  for (int y = 0; y < self->code->width; y++)
    draw_row (self, snapshot, y, (width - side) / 2, (height - side) / 2, module);
  gtk_snapshot_pop (snapshot);
}

/* A side of whole modules, at least two pixels each, as near as can be to what was asked for. */
static int
get_side (HallQr *self)
{
  int n_modules = self->code->width + 2 * QUIET_ZONE;

  return n_modules * MAX (2, (self->size + n_modules / 2) / n_modules);
}

static void
hall_qr_measure (GtkWidget      *widget,
                 GtkOrientation  orientation,
                 int             for_size,
                 int            *minimum,
                 int            *natural,
                 int            *minimum_baseline,
                 int            *natural_baseline)
{
  HallQr *self = HALL_QR (widget);

  *minimum = *natural = self->code != NULL ? get_side (self) : 0;
}

static void
hall_qr_finalize (GObject *object)
{
  HallQr *self = HALL_QR (object);

  g_free (self->text);
  g_clear_pointer (&self->code, QRcode_free);
  G_OBJECT_CLASS (hall_qr_parent_class)->finalize (object);
}

static void
hall_qr_get_property (GObject    *object,
                      guint       id,
                      GValue     *value,
                      GParamSpec *pspec)
{
  switch ((HallQrProperty) id)
    {
    case PROP_TEXT:
      g_value_set_string (value, HALL_QR (object)->text);
      break;
    case PROP_SIZE:
      g_value_set_int (value, HALL_QR (object)->size);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hall_qr_set_property (GObject      *object,
                      guint         id,
                      const GValue *value,
                      GParamSpec   *pspec)
{
  HallQr *self = HALL_QR (object);

  switch ((HallQrProperty) id)
    {
    case PROP_TEXT:
      hall_qr_set_text (self, g_value_get_string (value), NULL);
      break;
    case PROP_SIZE:
      self->size = g_value_get_int (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hall_qr_class_init (HallQrClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = hall_qr_finalize;
  object_class->get_property = hall_qr_get_property;
  object_class->set_property = hall_qr_set_property;
  widget_class->measure = hall_qr_measure;
  widget_class->snapshot = hall_qr_snapshot;

  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  properties[PROP_SIZE] = g_param_spec_int ("size", NULL, NULL, 1, 1024, DEFAULT_SIZE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_css_name (widget_class, "qr");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
hall_qr_init (HallQr *self)
{
  self->size = DEFAULT_SIZE;
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

/**
 * hall_qr_new:
 * @size: pixels of a side, about; more when the text is long
 *
 * Returns: (transfer floating): a code of nothing yet
 */
GtkWidget *
hall_qr_new (int size)
{
  return g_object_new (HALL_TYPE_QR, "size", size, NULL);
}

/**
 * hall_qr_get_text:
 * @self: a code
 *
 * Returns: (nullable): what a camera reads
 */
const char *
hall_qr_get_text (HallQr *self)
{
  g_return_val_if_fail (HALL_IS_QR (self), NULL);

  return self->text;
}

/**
 * hall_qr_set_text:
 * @self: a code
 * @text: (nullable): what a camera is to read
 * @description: (nullable): what a screen reader says it is
 *
 * A text that is too long for a code (2,331 bytes) draws nothing.
 */
void
hall_qr_set_text (HallQr     *self,
                  const char *text,
                  const char *description)
{
  g_return_if_fail (HALL_IS_QR (self));

  if (description != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    description, -1);
  if (g_strcmp0 (text, self->text) == 0)
    return;
  g_free (self->text);
  self->text = g_strdup (text);
  g_clear_pointer (&self->code, QRcode_free);
  if (text != NULL && *text != '\0')
    self->code = QRcode_encodeString8bit (text, 0, QR_ECLEVEL_M);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

/**
 * hall_qr_get_width:
 * @self: a code
 *
 * Returns: modules of a side, without the quiet zone; 0 when there is none
 */
guint
hall_qr_get_width (HallQr *self)
{
  g_return_val_if_fail (HALL_IS_QR (self), 0);

  return self->code != NULL ? (guint) self->code->width : 0;
}
