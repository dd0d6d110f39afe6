/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* screens-widgets.c: tells a test what stands on the screen: every mapped widget with its role, its
 * texts, its place and the least width that it can have; and what people said and called
 * themselves in the sample. It judges nothing: tests/access does.
 */

#define G_LOG_DOMAIN "screens-widgets"

#include "config.h"

#include "screens-widgets.h"

static void
tell_text (JsonBuilder *builder,
           const char  *key,
           const char  *text)
{
  if (text == NULL || *text == '\0')
    return;
  json_builder_set_member_name (builder, key);
  json_builder_add_string_value (builder, text);
}

static void
tell_number (JsonBuilder *builder,
             const char  *key,
             int          number)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_int_value (builder, number);
}

static void
tell_texts (JsonBuilder *builder,
            GtkWidget   *widget)
{
  g_autofree char *placeholder = NULL;

  tell_text (builder, "tooltip", gtk_widget_get_tooltip_text (widget));
  if (GTK_IS_LABEL (widget))
    tell_text (builder, "text", gtk_label_get_text (GTK_LABEL (widget)));
  else if (GTK_IS_WINDOW (widget))
    tell_text (builder, "text", gtk_window_get_title (GTK_WINDOW (widget)));
  else if (GTK_IS_TEXT (widget))
    {
      g_object_get (widget, "placeholder-text", &placeholder, NULL);
      tell_text (builder, "text", placeholder);
      tell_text (builder, "typed", gtk_editable_get_text (GTK_EDITABLE (widget)));
    }
}

/* Whether a click on it does something, by a gesture of its own. */
static gboolean
is_clicked (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_CLICK (controller) &&
          gtk_gesture_single_get_button (GTK_GESTURE_SINGLE (controller)) == GDK_BUTTON_PRIMARY)
        return TRUE;
    }
  return FALSE;
}

static void
tell_place (JsonBuilder *builder,
            GtkWidget   *widget)
{
  graphene_rect_t place;
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (widget));
  int least, least_height;

  if (root != NULL && gtk_widget_compute_bounds (widget, root, &place))
    {
      tell_number (builder, "x", place.origin.x);
      tell_number (builder, "y", place.origin.y);
      tell_number (builder, "width", place.size.width);
      tell_number (builder, "height", place.size.height);
    }
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  tell_number (builder, "least", least);
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, gtk_widget_get_width (widget),
                      &least_height, NULL, NULL, NULL);
  tell_number (builder, "least-height", least_height);
}

static void
tell_widget (JsonBuilder *builder,
             GtkWidget   *widget,
             guint        depth)
{
  g_autofree char *address = g_strdup_printf ("%p", widget);
  g_autofree char *role = g_enum_to_string (GTK_TYPE_ACCESSIBLE_ROLE,
                                            gtk_accessible_get_accessible_role (
                                              GTK_ACCESSIBLE (widget)));

  json_builder_begin_object (builder);
  tell_text (builder, "id", address);
  tell_text (builder, "type", G_OBJECT_TYPE_NAME (widget));
  tell_text (builder, "role", role + strlen ("GTK_ACCESSIBLE_ROLE_"));
  tell_number (builder, "depth", depth);
  tell_number (builder, "mapped", gtk_widget_get_mapped (widget));
  tell_number (builder, "focusable", gtk_widget_get_focusable (widget));
  tell_number (builder, "sensitive", gtk_widget_is_sensitive (widget));
  tell_number (builder, "clicked", is_clicked (widget));
  tell_texts (builder, widget);
  tell_place (builder, widget);
  json_builder_end_object (builder);
}

static void
tell_below (JsonBuilder *builder,
            GtkWidget   *widget,
            guint        depth)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  tell_widget (builder, widget, depth);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    tell_below (builder, child, depth + 1);
}

/*
 * screens_widgets_tell:
 *
 * Returns: (transfer full): every mapped widget, in the order of the tree
 */
JsonNode *
screens_widgets_tell (void)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  json_builder_begin_array (builder);
  for (GList *item = windows; item != NULL; item = item->next)
    tell_below (builder, item->data, 0);
  json_builder_end_array (builder);
  return json_builder_get_root (builder);
}

/*
 * screens_widgets_tell_focus:
 * @window: a window
 *
 * Returns: (transfer full): what has the keyboard in it and everything around that, innermost first
 */
JsonNode *
screens_widgets_tell_focus (GtkWindow *window)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (GtkWidget *widget = gtk_window_get_focus (window); widget != NULL;
       widget = gtk_widget_get_parent (widget))
    tell_widget (builder, widget, 0);
  json_builder_end_array (builder);
  return json_builder_get_root (builder);
}

static void
add (JsonBuilder *builder,
     const char  *text)
{
  if (text != NULL && *text != '\0')
    json_builder_add_string_value (builder, text);
}

static void
add_person (JsonBuilder *builder,
            HallPerson  *person)
{
  const char *const *addresses = hall_person_get_addresses (person);

  add (builder, hall_person_get_name (person));
  add (builder, hall_person_get_status_text (person));
  add (builder, hall_person_get_id (person));
  for (guint i = 0; addresses != NULL && addresses[i] != NULL; i++)
    add (builder, addresses[i]);
}

static void
add_room (JsonBuilder *builder,
          HallRoom    *room)
{
  GListModel *messages;

  if (room == NULL)
    return;
  add (builder, hall_room_get_name (room));
  add (builder, hall_room_get_topic (room));
  messages = G_LIST_MODEL (hall_room_get_timeline (room));
  for (guint i = 0; i < g_list_model_get_n_items (messages); i++)
    {
      g_autoptr (HallMessage) message = g_list_model_get_item (messages, i);

      add (builder, hall_message_get_text (message));
    }
}

/*
 * screens_widgets_tell_content:
 * @session: the session of the page
 *
 * Returns: (transfer full): what people said and called themselves, their rooms and computers
 */
JsonNode *
screens_widgets_tell_content (HallSession *session)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  GListModel *people = hall_directory_get_people (hall_session_get_directory (session));
  GListModel *rooms = hall_directory_get_rooms (hall_session_get_directory (session));

  json_builder_begin_array (builder);
  if (hall_session_get_self (session) != NULL)
    add_person (builder, hall_session_get_self (session));
  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (HallPerson) person = g_list_model_get_item (people, i);

      add_person (builder, person);
      add_room (builder, hall_person_get_conversation (person));
    }
  for (guint i = 0; i < g_list_model_get_n_items (rooms); i++)
    {
      g_autoptr (HallRoom) room = g_list_model_get_item (rooms, i);

      add_room (builder, room);
    }
  json_builder_end_array (builder);
  return json_builder_get_root (builder);
}
