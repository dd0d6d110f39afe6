/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-avatar.c: a person's picture, or the initials on the colour that follows from the key.
 *
 * AdwAvatar takes its colour from the name, ours comes from the key; the node is named like
 * AdwAvatar's, so that the colours are those of the running libadwaita. One widget and no label:
 * the avatar is decoration, a screen reader hears the name beside it. A picture that is not there
 * is asked for by "win.want-picture" while the avatar is on screen; HallPicture decodes it.
 */

#define G_LOG_DOMAIN "hall-avatar"

#include "config.h"

#include "hall-picture.h"

#include "hall-avatar.h"

#define DEFAULT_SIZE 36

struct _HallAvatar
{
  GtkWidget parent_instance;

  HallPerson *person;
  GSignalGroup *person_signals;
  GtkWidget *dot; /* (nullable): made when presence is shown */
  PangoLayout *layout;
  int size;
  guint color;
};

typedef enum
{
  PROP_PERSON = 1,
  PROP_SIZE,
  PROP_SHOW_PRESENCE,
} HallAvatarProperty;

static GParamSpec *properties[PROP_SHOW_PRESENCE + 1];

G_DEFINE_FINAL_TYPE (HallAvatar, hall_avatar, GTK_TYPE_WIDGET)

static const char *const presence_classes[] = {
  [HALL_PRESENCE_OFFLINE] = "offline",
  [HALL_PRESENCE_AVAILABLE] = "available",
  [HALL_PRESENCE_AWAY] = "away",
  [HALL_PRESENCE_BUSY] = "busy",
  [HALL_PRESENCE_INVISIBLE] = "invisible",
};

/* The session reads it from the store, or fetches it; nothing happens outside of the window. */
static void
want_picture (HallAvatar *self)
{
  if (self->person != NULL && hall_person_get_picture (self->person) == NULL &&
      !hall_person_get_blocked (self->person) && gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.want-picture", "s",
                                hall_person_get_id (self->person));
}

static void
hall_avatar_update_presence (HallAvatar *self)
{
  HallPresence presence = HALL_PRESENCE_OFFLINE;

  if (self->dot == NULL)
    return;
  if (self->person != NULL)
    presence = hall_person_get_presence (self->person);
  /* Oneself is never offline on the own screen. */
  if (presence == HALL_PRESENCE_OFFLINE && self->person != NULL &&
      hall_person_get_is_self (self->person))
    presence = HALL_PRESENCE_AVAILABLE;
  for (guint i = 0; i < G_N_ELEMENTS (presence_classes); i++)
    {
      if (i == (guint) presence)
        gtk_widget_add_css_class (self->dot, presence_classes[i]);
      else
        gtk_widget_remove_css_class (self->dot, presence_classes[i]);
    }
}

static void
hall_avatar_update (HallAvatar *self)
{
  guint color = self->person != NULL ? hall_person_get_color (self->person) + 1 : 0;

  if (color != self->color)
    {
      char name[16];

      g_snprintf (name, sizeof name, "color%u", self->color);
      gtk_widget_remove_css_class (GTK_WIDGET (self), name);
      g_snprintf (name, sizeof name, "color%u", color);
      gtk_widget_add_css_class (GTK_WIDGET (self), name);
      self->color = color;
    }
  g_clear_object (&self->layout);
  hall_avatar_update_presence (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
hall_avatar_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (hall_avatar_parent_class)->map (widget);
  want_picture (HALL_AVATAR (widget));
}

/* The shorter side fills the circle. */
static void
snapshot_picture (HallAvatar  *self,
                  GtkSnapshot *snapshot,
                  GdkTexture  *texture)
{
  float side = gtk_widget_get_width (GTK_WIDGET (self));
  float width = gdk_texture_get_width (texture), height = gdk_texture_get_height (texture);
  float scale = side / MIN (width, height);
  GskRoundedRect circle;

  gsk_rounded_rect_init_from_rect (&circle, &GRAPHENE_RECT_INIT (0, 0, side, side), side / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &circle);
  gtk_snapshot_append_texture (snapshot, texture,
                               &GRAPHENE_RECT_INIT ((side - width * scale) / 2,
                                                    (side - height * scale) / 2, width * scale,
                                                    height * scale));
  gtk_snapshot_pop (snapshot);
}

static PangoLayout *
hall_avatar_ensure_layout (HallAvatar *self)
{
  g_autoptr (PangoAttrList) attributes = NULL;

  if (self->layout != NULL)
    return self->layout;
  attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes,
                          pango_attr_size_new_absolute (self->size * 2 / 5 * PANGO_SCALE));
  self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self),
                                                 hall_person_get_initials (self->person));
  pango_layout_set_attributes (self->layout, attributes);
  return self->layout;
}

static void
hall_avatar_snapshot (GtkWidget   *widget,
                      GtkSnapshot *snapshot)
{
  HallAvatar *self = HALL_AVATAR (widget);
  GdkTexture *texture = self->person != NULL ? hall_picture_of (self->person) : NULL;

  if (texture != NULL)
    {
      snapshot_picture (self, snapshot, texture);
    }
  else if (self->person != NULL)
    {
      PangoLayout *layout = hall_avatar_ensure_layout (self);
      PangoRectangle extents;
      graphene_point_t origin;
      GdkRGBA color;

      gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
      pango_layout_get_pixel_extents (layout, NULL, &extents);
      origin = GRAPHENE_POINT_INIT ((gtk_widget_get_width (widget) - extents.width) / 2 - extents.x,
                                    (gtk_widget_get_height (widget) - extents.height) / 2 -
                                    extents.y);
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &origin);
      gtk_snapshot_append_layout (snapshot, layout, &color);
      gtk_snapshot_restore (snapshot);
    }
  if (self->dot != NULL)
    gtk_widget_snapshot_child (widget, self->dot, snapshot);
}

static void
hall_avatar_measure (GtkWidget      *widget,
                     GtkOrientation  orientation,
                     int             for_size,
                     int            *minimum,
                     int            *natural,
                     int            *minimum_baseline,
                     int            *natural_baseline)
{
  HallAvatar *self = HALL_AVATAR (widget);

  if (self->dot != NULL)
    gtk_widget_measure (self->dot, orientation, -1, minimum, natural, NULL, NULL);
  *minimum = *natural = self->size;
}

static void
hall_avatar_size_allocate (GtkWidget *widget,
                           int        width,
                           int        height,
                           int        baseline)
{
  HallAvatar *self = HALL_AVATAR (widget);
  GtkRequisition wanted;

  if (self->dot == NULL)
    return;
  gtk_widget_get_preferred_size (self->dot, &wanted, NULL);
  gtk_widget_size_allocate (self->dot,
                            &(GtkAllocation) {
                              .x = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL
                                   ? -2 : width - wanted.width + 2,
                              .y = height - wanted.height + 2,
                              .width = wanted.width,
                              .height = wanted.height,
                            },
                            -1);
}

static void
hall_avatar_css_changed (GtkWidget         *widget,
                         GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (hall_avatar_parent_class)->css_changed (widget, change);
  g_clear_object (&HALL_AVATAR (widget)->layout);
}

static void
hall_avatar_set_show_presence (HallAvatar *self,
                               gboolean    show)
{
  if (show == (self->dot != NULL))
    return;
  if (show)
    {
      self->dot = g_object_new (GTK_TYPE_BOX, "css-name", "presence", NULL);
      gtk_widget_set_parent (self->dot, GTK_WIDGET (self));
      hall_avatar_update_presence (self);
    }
  else
    {
      g_clear_pointer (&self->dot, gtk_widget_unparent);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_PRESENCE]);
}

static void
hall_avatar_set_size (HallAvatar *self,
                      int         size)
{
  if (size == self->size)
    return;
  self->size = size;
  g_clear_object (&self->layout);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIZE]);
}

static void
hall_avatar_dispose (GObject *object)
{
  HallAvatar *self = HALL_AVATAR (object);

  g_clear_pointer (&self->dot, gtk_widget_unparent);
  g_clear_object (&self->layout);
  g_clear_object (&self->person_signals);
  g_clear_object (&self->person);
  G_OBJECT_CLASS (hall_avatar_parent_class)->dispose (object);
}

static void
hall_avatar_get_property (GObject    *object,
                          guint       id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  HallAvatar *self = HALL_AVATAR (object);

  switch ((HallAvatarProperty) id)
    {
    case PROP_PERSON:
      g_value_set_object (value, self->person);
      break;
    case PROP_SIZE:
      g_value_set_int (value, self->size);
      break;
    case PROP_SHOW_PRESENCE:
      g_value_set_boolean (value, self->dot != NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hall_avatar_set_property (GObject      *object,
                          guint         id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  HallAvatar *self = HALL_AVATAR (object);

  switch ((HallAvatarProperty) id)
    {
    case PROP_PERSON:
      hall_avatar_set_person (self, g_value_get_object (value));
      break;
    case PROP_SIZE:
      hall_avatar_set_size (self, g_value_get_int (value));
      break;
    case PROP_SHOW_PRESENCE:
      hall_avatar_set_show_presence (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hall_avatar_class_init (HallAvatarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = hall_avatar_dispose;
  object_class->get_property = hall_avatar_get_property;
  object_class->set_property = hall_avatar_set_property;
  widget_class->measure = hall_avatar_measure;
  widget_class->size_allocate = hall_avatar_size_allocate;
  widget_class->snapshot = hall_avatar_snapshot;
  widget_class->css_changed = hall_avatar_css_changed;
  widget_class->map = hall_avatar_map;

  properties[PROP_PERSON] =
    g_param_spec_object ("person", NULL, NULL, HALL_TYPE_PERSON, flags);
  properties[PROP_SIZE] =
    g_param_spec_int ("size", NULL, NULL, 1, 512, DEFAULT_SIZE, flags);
  properties[PROP_SHOW_PRESENCE] =
    g_param_spec_boolean ("show-presence", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_css_name (widget_class, "avatar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
hall_avatar_init (HallAvatar *self)
{
  self->size = DEFAULT_SIZE;
  self->person_signals = g_signal_group_new (HALL_TYPE_PERSON);
  g_signal_group_connect_swapped (self->person_signals, "notify::initials",
                                  G_CALLBACK (hall_avatar_update), self);
  g_signal_group_connect_swapped (self->person_signals, "notify::color",
                                  G_CALLBACK (hall_avatar_update), self);
  g_signal_group_connect_swapped (self->person_signals, "notify::presence",
                                  G_CALLBACK (hall_avatar_update_presence), self);
  g_signal_group_connect_swapped (self->person_signals, "notify::picture",
                                  G_CALLBACK (hall_avatar_update), self);
  g_signal_group_connect_swapped (self->person_signals, "notify::picture-digest",
                                  G_CALLBACK (want_picture), self);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

/**
 * hall_avatar_new:
 * @size: diameter in pixels
 *
 * Returns: (transfer floating): an avatar of nobody yet
 */
GtkWidget *
hall_avatar_new (int size)
{
  return g_object_new (HALL_TYPE_AVATAR, "size", size, NULL);
}

/**
 * hall_avatar_get_person:
 * @self: an avatar
 *
 * Returns: (transfer none) (nullable): whose avatar this is
 */
HallPerson *
hall_avatar_get_person (HallAvatar *self)
{
  g_return_val_if_fail (HALL_IS_AVATAR (self), NULL);

  return self->person;
}

/**
 * hall_avatar_set_person:
 * @self: an avatar
 * @person: (nullable): whose picture, or initials and colour, to show from now on
 */
void
hall_avatar_set_person (HallAvatar *self,
                        HallPerson *person)
{
  g_return_if_fail (HALL_IS_AVATAR (self));

  if (!g_set_object (&self->person, person))
    return;
  g_signal_group_set_target (self->person_signals, person);
  hall_avatar_update (self);
  want_picture (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PERSON]);
}
