/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-scrolling-box.c: the content of a dialog that is as high as its content.
 *
 * Where text is large, such a dialog would be higher than the screen, with its last rows and
 * buttons below that: it keeps to the height of the window below it. A GtkScrolledWindow alone asks
 * what is in it for its height without a width, and so gets the height of other lines than those
 * that will be there. A template gives it its content.
 */

#define G_LOG_DOMAIN "hall-scrolling-box"

#include "config.h"

#include "hall-scrolling-box.h"

/* The least that is seen of it. */
#define LEAST 120 /* px */

struct _HallScrollingBox
{
  GtkWidget parent_instance;

  GtkWidget *scrolled; /* the only child */
  GtkWidget *content;  /* (nullable): what is in there */
};

enum
{
  PROP_SCROLLS = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void hall_scrolling_box_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HallScrollingBox, hall_scrolling_box, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE,
                                                      hall_scrolling_box_buildable_init))

static void
set_content (HallScrollingBox *self,
             GtkWidget        *content)
{
  self->content = content;
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), content);
}

static void
hall_scrolling_box_add_child (GtkBuildable *buildable,
                              GtkBuilder   *builder,
                              GObject      *child,
                              const char   *type)
{
  set_content (HALL_SCROLLING_BOX (buildable), GTK_WIDGET (child));
}

static void
hall_scrolling_box_buildable_init (GtkBuildableIface *iface)
{
  iface->add_child = hall_scrolling_box_add_child;
}

/* Only while it scrolls has the keyboard something to do there. */
static void
update_focusable (HallScrollingBox *self,
                  GParamSpec       *pspec,
                  GtkAdjustment    *adjustment)
{
  gboolean scrolls = gtk_adjustment_get_upper (adjustment) >
                     gtk_adjustment_get_page_size (adjustment);

  if (scrolls == gtk_widget_get_focusable (self->scrolled))
    return;
  gtk_widget_set_focusable (self->scrolled, scrolls);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SCROLLS]);
}

static gboolean
hall_scrolling_box_focus (GtkWidget        *widget,
                          GtkDirectionType  direction)
{
  HallScrollingBox *self = HALL_SCROLLING_BOX (widget);
  GtkScrolledWindow *scrolled = GTK_SCROLLED_WINDOW (self->scrolled);

  /* That would take the keyboard from where it is, also when it is not focusable. */
  if (gtk_widget_get_focusable (self->scrolled))
    return gtk_widget_child_focus (self->scrolled, direction);
  return gtk_widget_child_focus (gtk_scrolled_window_get_child (scrolled), direction);
}

static GtkSizeRequestMode
hall_scrolling_box_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* What the window below leaves, beside what stands above and below in the same box. */
static int
get_limit (HallScrollingBox *self,
           int               width)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWindow *below = GTK_IS_WINDOW (root) ? gtk_window_get_transient_for (GTK_WINDOW (root)) : NULL;
  int limit = below != NULL ? gtk_widget_get_height (GTK_WIDGET (below)) : 0;
  int height;

  if (limit == 0)
    return G_MAXINT;
  for (GtkWidget *child = gtk_widget_get_first_child (gtk_widget_get_parent (GTK_WIDGET (self)));
       child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (child == GTK_WIDGET (self) || !gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
      limit -= height;
    }
  return MAX (limit, LEAST);
}

static void
hall_scrolling_box_measure (GtkWidget      *widget,
                            GtkOrientation  orientation,
                            int             for_size,
                            int            *least,
                            int            *wanted,
                            int            *least_baseline,
                            int            *wanted_baseline)
{
  HallScrollingBox *self = HALL_SCROLLING_BOX (widget);

  if (self->content == NULL)
    return;
  /* It scrolls where it is less high than its content, which shall not be asked for that. */
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    for_size = -1;
  gtk_widget_measure (self->content, orientation, for_size, least, wanted, NULL, NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *least = MIN (*least, LEAST);
      *wanted = MIN (*wanted, get_limit (self, for_size));
    }
}

static void
hall_scrolling_box_size_allocate (GtkWidget *widget,
                                  int        width,
                                  int        height,
                                  int        baseline)
{
  HallScrollingBox *self = HALL_SCROLLING_BOX (widget);

  gtk_widget_size_allocate (self->scrolled, &(GtkAllocation) { 0, 0, width, height }, -1);
}

static void
hall_scrolling_box_get_property (GObject    *object,
                                 guint       id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  HallScrollingBox *self = HALL_SCROLLING_BOX (object);

  switch (id)
    {
    case PROP_SCROLLS:
      g_value_set_boolean (value, gtk_widget_get_focusable (self->scrolled));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
hall_scrolling_box_dispose (GObject *object)
{
  HallScrollingBox *self = HALL_SCROLLING_BOX (object);

  self->content = NULL;
  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  G_OBJECT_CLASS (hall_scrolling_box_parent_class)->dispose (object);
}

static void
hall_scrolling_box_class_init (HallScrollingBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hall_scrolling_box_dispose;
  G_OBJECT_CLASS (klass)->get_property = hall_scrolling_box_get_property;
  widget_class->focus = hall_scrolling_box_focus;
  widget_class->get_request_mode = hall_scrolling_box_get_request_mode;
  widget_class->measure = hall_scrolling_box_measure;
  widget_class->size_allocate = hall_scrolling_box_size_allocate;

  /**
   * HallScrollingBox:scrolls:
   *
   * Whether it is higher than there is room for.
   */
  properties[PROP_SCROLLS] = g_param_spec_boolean ("scrolls", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS |
                                                   G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
}

static void
hall_scrolling_box_init (HallScrollingBox *self)
{
  GtkAdjustment *adjustment;

  self->scrolled = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy", GTK_POLICY_NEVER,
                                 "focusable", FALSE, NULL);
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  g_signal_connect_object (adjustment, "notify::upper", G_CALLBACK (update_focusable), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "notify::page-size", G_CALLBACK (update_focusable), self,
                           G_CONNECT_SWAPPED);
}

/**
 * hall_scrolling_box_new:
 * @content: what is in it
 *
 * Returns: (transfer floating): the box
 */
GtkWidget *
hall_scrolling_box_new (GtkWidget *content)
{
  HallScrollingBox *self = g_object_new (HALL_TYPE_SCROLLING_BOX, NULL);

  set_content (self, content);
  return GTK_WIDGET (self);
}
