/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-link-sheet.c: a room's link, to be copied, or to be read off the screen.
 *
 * The link says where the room is; it lets nobody in who may not come in, and the sheet says so.
 */

#define G_LOG_DOMAIN "hall-link-sheet"

#include "config.h"

#include <glib/gi18n.h>

#include "hall-announce.h"
#include "hall-keep-words.h"
#include "hall-qr.h"
#include "hall-scrolling-box.h"
#include "hall-ui.h"
#include "hall-wrapping.h"

#include "hall-link-sheet.h"

#define CODE_SIZE 208

struct _HallLinkSheet
{
  AdwWindow parent_instance;

  char *link;

  GtkLabel *heading;
  GtkLabel *hint;
  AdwBin *code;
  GtkLabel *text;
  GtkButton *copy;
};

G_DEFINE_FINAL_TYPE (HallLinkSheet, hall_link_sheet, ADW_TYPE_WINDOW)

static void
on_copy_clicked (HallLinkSheet *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->link);
  gtk_button_set_label (self->copy, _("Copied"));
  hall_announce (GTK_WIDGET (self), _("Link copied"));
}

static const char *
describe_lock (HallLock lock)
{
  switch (lock)
    {
    case HALL_LOCK_PASSPHRASE:
      return _("Whoever follows this link is asked for the passphrase.");
    case HALL_LOCK_INVITED:
      return _("Only people who were invited can follow this link.");
    case HALL_LOCK_OPEN:
    default:
      return _("Whoever is on this network can join with this link.");
    }
}

static void
hall_link_sheet_finalize (GObject *object)
{
  g_free (HALL_LINK_SHEET (object)->link);
  G_OBJECT_CLASS (hall_link_sheet_parent_class)->finalize (object);
}

static void
hall_link_sheet_class_init (HallLinkSheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hall_link_sheet_finalize;

  g_type_ensure (HALL_TYPE_SCROLLING_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, HALL_UI_TEMPLATE ("hall-link-sheet"));
  gtk_widget_class_bind_template_child (widget_class, HallLinkSheet, heading);
  gtk_widget_class_bind_template_child (widget_class, HallLinkSheet, hint);
  gtk_widget_class_bind_template_child (widget_class, HallLinkSheet, code);
  gtk_widget_class_bind_template_child (widget_class, HallLinkSheet, text);
  gtk_widget_class_bind_template_child (widget_class, HallLinkSheet, copy);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked);
}

static void
hall_link_sheet_init (HallLinkSheet *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hall_keep_words (GTK_WIDGET (self));
  hall_wrap_title (GTK_WINDOW (self));
}

/**
 * hall_link_sheet_new:
 * @session: who makes the link
 * @room: a room
 * @parent: (nullable): the window below
 *
 * Returns: (transfer none): the sheet, to be presented
 */
GtkWidget *
hall_link_sheet_new (HallSession *session,
                     HallRoom    *room,
                     GtkWindow   *parent)
{
  GtkWidget *code;
  HallLinkSheet *self;

  g_return_val_if_fail (HALL_IS_SESSION (session), NULL);
  g_return_val_if_fail (HALL_IS_ROOM (room), NULL);

  self = g_object_new (HALL_TYPE_LINK_SHEET, "transient-for", parent, NULL);
  self->link = hall_session_make_room_link (session, room);
  gtk_label_set_text (self->heading, hall_room_get_name (room));
  gtk_label_set_text (self->hint, describe_lock (hall_room_get_lock (room)));
  gtk_label_set_text (self->text, self->link);
  code = hall_qr_new (CODE_SIZE);
  hall_qr_set_text (HALL_QR (code), self->link, _("QR code of the link"));
  adw_bin_set_child (self->code, code);
  gtk_widget_grab_focus (GTK_WIDGET (self->copy));
  return GTK_WIDGET (self);
}
