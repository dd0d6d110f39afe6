/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-reaction-chooser.c: choosing an emoji for a message: a few at once, or all there are.
 *
 * Owned by HallMessageMenu. GTK's own chooser is one popover for all messages of a view, made when
 * first asked for: it reads all emoji there are. What is picked is told, not done.
 */

#define G_LOG_DOMAIN "hall-reaction-chooser"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-reaction-chooser.h"

struct _HallReactionChooser
{
  GObject parent_instance;

  GtkWidget *view;    /* (nullable) not owned: until detached */
  GtkWidget *popover; /* (nullable): a child of the view */
  GtkWidget *before;  /* (nullable) weak: where the keyboard was */
  char *message_id;   /* (nullable): what it is for */
};

enum
{
  PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HallReactionChooser, hall_reaction_chooser, G_TYPE_OBJECT)

static void
on_picked (HallReactionChooser *self,
           const char          *emoji)
{
  if (self->message_id != NULL)
    g_signal_emit (self, signals[PICKED], 0, self->message_id, emoji);
}

/* A popover leaves the keyboard nowhere. */
static void
on_closed (HallReactionChooser *self)
{
  if (self->before != NULL && gtk_widget_get_mapped (self->before))
    gtk_widget_grab_focus (self->before);
  g_clear_weak_pointer (&self->before);
}

static void
hall_reaction_chooser_dispose (GObject *object)
{
  HallReactionChooser *self = HALL_REACTION_CHOOSER (object);

  hall_reaction_chooser_detach (self);
  g_clear_pointer (&self->message_id, g_free);
  G_OBJECT_CLASS (hall_reaction_chooser_parent_class)->dispose (object);
}

static void
hall_reaction_chooser_class_init (HallReactionChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hall_reaction_chooser_dispose;

  signals[PICKED] = g_signal_new ("picked", HALL_TYPE_REACTION_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
hall_reaction_chooser_init (HallReactionChooser *self)
{
}

/**
 * hall_reaction_chooser_new:
 * @view: what it lies over; not kept alive
 *
 * Returns: (transfer full): a chooser, not opened yet
 */
HallReactionChooser *
hall_reaction_chooser_new (GtkWidget *view)
{
  HallReactionChooser *self = g_object_new (HALL_TYPE_REACTION_CHOOSER, NULL);

  self->view = view;
  return self;
}

static void
ensure_popover (HallReactionChooser *self)
{
  if (self->popover != NULL)
    return;
  self->popover = gtk_emoji_chooser_new ();
  gtk_widget_set_parent (self->popover, self->view);
  g_signal_connect_object (self->popover, "emoji-picked", G_CALLBACK (on_picked), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->popover, "closed", G_CALLBACK (on_closed), self,
                           G_CONNECT_SWAPPED);
}

/**
 * hall_reaction_chooser_open:
 * @self: a chooser that is not detached
 * @at: a widget in the view, which the choice points to
 * @message_id: of the message that the emoji is for
 */
void
hall_reaction_chooser_open (HallReactionChooser *self,
                            GtkWidget           *at,
                            const char          *message_id)
{
  GtkRoot *root;
  graphene_rect_t bounds;
  double top, bottom;

  g_return_if_fail (HALL_IS_REACTION_CHOOSER (self));
  g_return_if_fail (self->view != NULL);

  if (!gtk_widget_compute_bounds (at, self->view, &bounds))
    return;
  root = gtk_widget_get_root (self->view);
  ensure_popover (self);
  g_free (self->message_id);
  self->message_id = g_strdup (message_id);
  /* A row may reach beyond what is seen. */
  top = CLAMP (bounds.origin.y, 0, gtk_widget_get_height (self->view) - 1);
  bottom = CLAMP (bounds.origin.y + bounds.size.height, top + 1,
                  gtk_widget_get_height (self->view));
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover),
                               &(GdkRectangle) { (int) bounds.origin.x, (int) top,
                                                 MIN ((int) bounds.size.width, 160),
                                                 (int) (bottom - top) });
  g_clear_weak_pointer (&self->before);
  g_set_weak_pointer (&self->before, root != NULL ? gtk_root_get_focus (root) : NULL);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

/**
 * hall_reaction_chooser_close:
 * @self: a chooser, opened or not
 */
void
hall_reaction_chooser_close (HallReactionChooser *self)
{
  g_return_if_fail (HALL_IS_REACTION_CHOOSER (self));

  if (self->popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->popover));
}

/**
 * hall_reaction_chooser_detach:
 * @self: a chooser
 *
 * Lets go of the view.
 */
void
hall_reaction_chooser_detach (HallReactionChooser *self)
{
  g_return_if_fail (HALL_IS_REACTION_CHOOSER (self));

  g_clear_weak_pointer (&self->before);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  self->view = NULL;
}

/* A menu closes only by itself when one of its own items was chosen. */
static void
on_clicked (GtkWidget *button)
{
  GtkWidget *popover = gtk_widget_get_ancestor (button, GTK_TYPE_POPOVER);

  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
}

/**
 * hall_reaction_chooser_create_row:
 * @message_id: of the message that the emoji are for
 *
 * Returns: (transfer floating): a few emoji to be clicked, for a menu
 */
GtkWidget *
hall_reaction_chooser_create_row (const char *message_id)
{
  const struct {
    const char *emoji;
    const char *name;
  } quick[] = {
    { "👍", C_("emoji", "Thumbs up") },
    { "❤️", C_("emoji", "Heart") },
    { "😂", C_("emoji", "Laughing") },
    { "🎉", C_("emoji", "Party") },
    { "👀", C_("emoji", "Looking") },
    { "✅", C_("emoji", "Done") },
  };
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);

  gtk_widget_add_css_class (row, "quick-reactions");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Add Reaction"), -1);
  for (guint i = 0; i < G_N_ELEMENTS (quick); i++)
    {
      GtkWidget *button = gtk_button_new_with_label (quick[i].emoji);

      gtk_widget_set_css_classes (button, (const char *[]) { "flat", "quick-reaction", NULL });
      gtk_widget_set_hexpand (button, TRUE);
      gtk_widget_set_tooltip_text (button, quick[i].name);
      /* Not what stands on it, which newer versions of GTK would prefer. */
      gtk_accessible_reset_relation (GTK_ACCESSIBLE (button),
                                     GTK_ACCESSIBLE_RELATION_LABELLED_BY);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      quick[i].name, -1);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", message_id,
                                        quick[i].emoji);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "message.react");
      g_signal_connect_after (button, "clicked", G_CALLBACK (on_clicked), NULL);
      gtk_box_append (GTK_BOX (row), button);
    }
  return row;
}
