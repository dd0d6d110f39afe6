/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-network-topic.c: a part of "Check the Network": a heading and what was found out about it.
 *
 * Owned by the dialog. Rows stay as long as something is said about their subject: only what is new
 * is made, only what is over goes, and the rest is put in order where it is. So nothing flickers,
 * and the keyboard stays where it was. Without any findings it isn't seen.
 */

#define G_LOG_DOMAIN "hall-network-topic"

#include "config.h"

#include "hall-network-finding.h"
#include "hall-network-text.h"

#include "hall-network-topic.h"

struct _HallNetworkTopic
{
  AdwBin parent_instance;

  HallTopic topic;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (HallNetworkTopic, hall_network_topic, ADW_TYPE_BIN)

static int
compare_rows (GtkListBoxRow *a,
              GtkListBoxRow *b,
              gpointer       user_data)
{
  guint first = hall_network_finding_get_position (HALL_NETWORK_FINDING (a));
  guint second = hall_network_finding_get_position (HALL_NETWORK_FINDING (b));

  return (first > second) - (first < second);
}

/* What becomes of addresses by hand is seen where they are. */
static gboolean
is_shown (HallNetworkTopic *self,
          HallFinding      *finding)
{
  return hall_finding_get_topic (finding) == self->topic &&
         !g_str_equal (hall_finding_get_code (finding), "address");
}

static HallNetworkFinding *
get_row (HallNetworkTopic *self,
         guint             index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) index);

  return row != NULL ? HALL_NETWORK_FINDING (row) : NULL;
}

static HallNetworkFinding *
find_row (HallNetworkTopic *self,
          HallFinding      *finding)
{
  HallNetworkFinding *row;

  for (guint i = 0; (row = get_row (self, i)) != NULL; i++)
    if (hall_network_finding_is_about (row, finding))
      return row;
  return NULL;
}

static gboolean
has_focus (GtkWidget *row)
{
  GtkRoot *root = gtk_widget_get_root (row);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (focus == row || gtk_widget_is_ancestor (focus, row));
}

/* The keyboard goes on to the row below, or else above; if there is none, the window finds it a
 * place. */
static void
remove_row (HallNetworkTopic *self,
            guint             index)
{
  GtkWidget *row = GTK_WIDGET (get_row (self, index));
  HallNetworkFinding *beside = get_row (self, index + 1);

  if (beside == NULL && index > 0)
    beside = get_row (self, index - 1);
  if (has_focus (row))
    {
      if (beside != NULL)
        gtk_widget_grab_focus (GTK_WIDGET (beside));
      else
        gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (row)), GTK_DIR_TAB_FORWARD);
    }
  gtk_list_box_remove (self->list, row);
}

static void
hall_network_topic_class_init (HallNetworkTopicClass *klass)
{
}

static void
hall_network_topic_init (HallNetworkTopic *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * hall_network_topic_new:
 * @topic: what it is about
 *
 * Returns: (transfer floating): a part without any findings, which is not visible
 */
GtkWidget *
hall_network_topic_new (HallTopic topic)
{
  HallNetworkTopic *self = g_object_new (HALL_TYPE_NETWORK_TOPIC, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *heading = g_object_new (GTK_TYPE_LABEL, "label", hall_network_text_topic (topic),
                                     "xalign", 0.0f, "wrap", TRUE, NULL);

  self->topic = topic;
  gtk_widget_add_css_class (heading, "heading");
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_list_box_set_sort_func (self->list, compare_rows, NULL, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  heading, NULL, -1);
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  adw_bin_set_child (ADW_BIN (self), box);
  return GTK_WIDGET (self);
}

/**
 * hall_network_topic_update:
 * @self: a part
 * @findings: (element-type HallFinding): all there are now
 */
void
hall_network_topic_update (HallNetworkTopic *self,
                           GListModel       *findings)
{
  guint n_findings = g_list_model_get_n_items (findings);
  g_autoptr (GHashTable) kept = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) own = g_ptr_array_new_with_free_func (g_object_unref);
  HallNetworkFinding *row;

  g_return_if_fail (HALL_IS_NETWORK_TOPIC (self));

  for (guint i = 0; i < n_findings; i++)
    {
      g_autoptr (HallFinding) finding = g_list_model_get_item (findings, i);

      if (!is_shown (self, finding))
        continue;
      g_ptr_array_add (own, g_object_ref (finding));
      row = find_row (self, finding);
      if (row != NULL)
        g_hash_table_add (kept, row);
    }
  for (guint i = 0; (row = get_row (self, i)) != NULL;)
    if (g_hash_table_contains (kept, row))
      i++;
    else
      remove_row (self, i);
  for (guint i = 0; i < own->len; i++)
    {
      HallFinding *finding = g_ptr_array_index (own, i);

      row = find_row (self, finding);
      if (row == NULL)
        {
          row = HALL_NETWORK_FINDING (hall_network_finding_new (finding));
          gtk_list_box_append (self->list, GTK_WIDGET (row));
        }
      hall_network_finding_set_finding (row, finding);
      hall_network_finding_set_position (row, i);
    }
  gtk_list_box_invalidate_sort (self->list);
  gtk_widget_set_visible (GTK_WIDGET (self), get_row (self, 0) != NULL);
}
