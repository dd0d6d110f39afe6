/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-lan.c: a heap of what is due, and a main loop without a clock.
 */

#define G_LOG_DOMAIN "fake-lan"

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "fake-link.h"

#include "fake-lan.h"

/* More turns than that without time passing is a loop. */
#define TURNS_MAX 100000

struct _FakeEvent
{
  gint64 at;
  guint64 sequence;
  FakeFunc func;      /* NULL: called off */
  gpointer user_data;
  guint ref_count;
};

static void
fake_event_unref (FakeEvent *event)
{
  if (--event->ref_count == 0)
    g_free (event);
}

static void
fake_node_free (gpointer data)
{
  FakeNode *node = data;

  g_free (node->address);
  g_free (node);
}

/* Nothing here is a file: no turn has to ask the kernel. */
static gint
poll_nothing (GPollFD *fds,
              guint    n_fds,
              gint     timeout)
{
  return 0;
}

/**
 * fake_lan_new:
 * @seed: what everything follows from
 *
 * Returns: (transfer full): a network without machines
 */
FakeLan *
fake_lan_new (guint64 seed)
{
  FakeLan *self = g_new0 (FakeLan, 1);

  fake_random_init (&self->random, seed);
  self->now = FAKE_LAN_START;
  self->wall = FAKE_LAN_MIDNIGHT_MS - FAKE_LAN_START / 1000;
  self->nodes = g_ptr_array_new_with_free_func (fake_node_free);
  self->wires = g_ptr_array_new ();
  self->dirty = g_ptr_array_new ();
  self->heap = g_ptr_array_new ();
  self->delay_min = 100;
  self->delay_max = 3000;
  self->digest = G_GUINT64_CONSTANT (0xcbf29ce484222325);
  g_main_context_set_poll_func (NULL, poll_nothing);
  return self;
}

void
fake_lan_free (FakeLan *self)
{
  fake_lan_settle (self);
  for (guint i = 0; i < self->heap->len; i++)
    fake_event_unref (g_ptr_array_index (self->heap, i));
  g_ptr_array_unref (self->heap);
  while (self->wires->len > 0)
    fake_wire_drop (g_ptr_array_index (self->wires, self->wires->len - 1));
  g_ptr_array_unref (self->wires);
  g_ptr_array_unref (self->dirty);
  g_ptr_array_unref (self->nodes);
  g_free (self);
}

FakeNode *
fake_lan_add_node (FakeLan *self)
{
  FakeNode *node = g_new0 (FakeNode, 1);

  node->lan = self;
  node->index = self->nodes->len;
  node->address = g_strdup_printf ("10.9.0.%u", node->index + 1);
  node->powered = TRUE;
  g_ptr_array_add (self->nodes, node);
  return node;
}

FakeNode *
fake_lan_find_node (FakeLan    *self,
                    const char *address)
{
  for (guint i = 0; i < self->nodes->len; i++)
    {
      FakeNode *node = g_ptr_array_index (self->nodes, i);

      if (g_strcmp0 (node->address, address) == 0)
        return node;
    }
  return NULL;
}

gboolean
fake_lan_reaches (FakeLan  *self,
                  FakeNode *from,
                  FakeNode *to)
{
  return from->powered && to->powered && from->group == to->group;
}

static void
review_wires (FakeLan *self)
{
  g_autoptr (GPtrArray) wires = g_ptr_array_copy (self->wires, NULL, NULL);

  for (guint i = 0; i < wires->len; i++)
    fake_wire_review (g_ptr_array_index (wires, i));
}

void
fake_lan_set_group (FakeLan  *self,
                    FakeNode *node,
                    guint     group)
{
  if (node->group == group)
    return;
  node->group = group;
  review_wires (self);
}

void
fake_lan_lose_card (FakeLan    *self,
                    FakeNode   *node,
                    const char *address)
{
  g_free (node->address);
  node->address = g_strdup (address);
  fake_wire_lose_card (node);
  review_wires (self);
}

void
fake_lan_set_powered (FakeLan  *self,
                      FakeNode *node,
                      gboolean  powered)
{
  if (node->powered == powered)
    return;
  node->powered = powered;
  review_wires (self);
}

gint64
fake_lan_pick_delay (FakeLan *self)
{
  return fake_random_pick (&self->random, self->delay_min, self->delay_max);
}

static gboolean
is_before (const FakeEvent *first,
           const FakeEvent *second)
{
  return first->at != second->at ? first->at < second->at : first->sequence < second->sequence;
}

static void
push (FakeLan   *self,
      FakeEvent *event)
{
  gpointer *slots;
  guint place = self->heap->len;

  g_ptr_array_add (self->heap, event);
  slots = self->heap->pdata;
  while (place > 0 && is_before (event, slots[(place - 1) / 2]))
    {
      slots[place] = slots[(place - 1) / 2];
      place = (place - 1) / 2;
    }
  slots[place] = event;
}

static FakeEvent *
pop (FakeLan *self)
{
  gpointer *slots = self->heap->pdata;
  FakeEvent *first = slots[0];
  FakeEvent *last = slots[self->heap->len - 1];
  guint n = self->heap->len - 1;
  guint place = 0;

  g_ptr_array_set_size (self->heap, (gint) n);
  while (2 * place + 1 < n)
    {
      guint child = 2 * place + 1;

      if (child + 1 < n && is_before (slots[child + 1], slots[child]))
        child++;
      if (!is_before (slots[child], last))
        break;
      slots[place] = slots[child];
      place = child;
    }
  if (n > 0)
    slots[place] = last;
  return first;
}

FakeEvent *
fake_lan_plan (FakeLan  *self,
               gint64    at,
               FakeFunc  func,
               gpointer  user_data)
{
  FakeEvent *event = g_new0 (FakeEvent, 1);

  event->at = MAX (at, self->now);
  event->sequence = self->sequence++;
  event->func = func;
  event->user_data = user_data;
  event->ref_count = 2;
  push (self, event);
  return event;
}

void
fake_lan_plan_once (FakeLan  *self,
                    gint64    at,
                    FakeFunc  func,
                    gpointer  user_data)
{
  fake_event_unref (fake_lan_plan (self, at, func, user_data));
}

void
fake_event_clear (FakeEvent **event)
{
  FakeEvent *cleared = g_steal_pointer (event);

  if (cleared == NULL)
    return;
  cleared->func = NULL;
  fake_event_unref (cleared);
}

static void
flush_wires (FakeLan *self)
{
  for (guint i = 0; i < self->dirty->len; i++)
    fake_wire_flush (g_ptr_array_index (self->dirty, i));
  g_ptr_array_set_size (self->dirty, 0);
}

void
fake_lan_settle (FakeLan *self)
{
  guint n_turns = 0;

  while (g_main_context_iteration (NULL, FALSE))
    if (++n_turns > TURNS_MAX)
      g_error ("the main loop does not come to rest");
  flush_wires (self);
  for (guint i = 0; i < self->nodes->len; i++)
    {
      FakeNode *node = g_ptr_array_index (self->nodes, i);

      if (node->settle != NULL)
        node->settle (node->owner);
    }
}

gboolean
fake_lan_step (FakeLan *self,
               gint64   end)
{
  while (self->heap->len > 0)
    {
      FakeEvent *event = g_ptr_array_index (self->heap, 0);
      FakeFunc func = event->func;

      if (func != NULL && event->at > end)
        break;
      pop (self);
      if (func != NULL)
        {
          self->now = event->at;
          event->func = NULL;
          func (event->user_data);
          fake_lan_settle (self);
        }
      fake_event_unref (event);
      if (func != NULL)
        return TRUE;
    }
  self->now = MAX (self->now, end);
  return FALSE;
}

void
fake_lan_run_until (FakeLan *self,
                    gint64   end)
{
  fake_lan_settle (self);
  while (fake_lan_step (self, end))
    ;
}

void
fake_lan_trace (FakeLan    *self,
                const char *format,
                ...)
{
  char line[1024];
  va_list arguments;
  int length;

  va_start (arguments, format);
  length = g_vsnprintf (line, sizeof line, format, arguments);
  va_end (arguments);
  length = MIN (length, (int) sizeof line - 1);
  for (int i = 0; i < length; i++)
    self->digest = (self->digest ^ (guint8) line[i]) * G_GUINT64_CONSTANT (0x100000001b3);
  self->digest = (self->digest ^ (guint64) self->now) * G_GUINT64_CONSTANT (0x100000001b3);
  self->n_traced++;
  if (self->verbose)
    printf ("# %12.6f %s\n", (double) (self->now - FAKE_LAN_START) / G_USEC_PER_SEC, line);
}
