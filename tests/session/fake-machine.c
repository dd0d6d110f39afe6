/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* fake-machine.c: starting and ending a process, in every way there is, and the disk beneath it.
 */

#define G_LOG_DOMAIN "fake-machine"

#include "config.h"

#include <string.h>

#include "fake-history.h"
#include "fake-link.h"
#include "fake-wraps.h"
#include "hall-store-private.h"

#include "fake-machine.h"

#define DISK_MIN_US 1000
#define DISK_MAX_US 20000
#define NAME_LENGTH 32
/* For handing its rooms over and saying goodbye. */
#define GOODBYE_US (4 * G_USEC_PER_SEC)
/* Rounds of answers that a session may take to fall apart. */
#define ROUNDS_MAX 1000

static void on_settled (gpointer user_data);

static void
fake_text_free (gpointer data)
{
  FakeText *text = data;

  g_free (text->text);
  g_free (text->id);
  g_free (text->seen_id);
  g_free (text);
}

FakeMachine *
fake_machine_new (FakeLan *lan,
                  gint64   skew_ms)
{
  FakeMachine *self = g_new0 (FakeMachine, 1);
  char name[NAME_LENGTH];
  g_autoptr (HallIdentity) identity = NULL;
  g_autofree char *path = NULL;

  self->lan = lan;
  self->node = fake_lan_add_node (lan);
  self->index = self->node->index;
  g_snprintf (name, sizeof name, "machine-%u", self->index);
  self->directory = g_build_filename (fake_wraps_get_folder (), name, NULL);
  identity = fake_wraps_get_identity (self->directory);
  self->id = g_strdup (hall_identity_get_id (identity));
  self->skew_ms = skew_ms;
  path = g_build_filename (self->directory, "hallway.db", NULL);
  self->disk = fake_disk_new ();
  self->reader = fake_reader_new (self->disk, path);
  self->texts = g_ptr_array_new_with_free_func (fake_text_free);
  self->whispers = g_ptr_array_new_with_free_func (fake_text_free);
  self->n_before = G_MAXUINT;
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->due = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->gone = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->seen_lc = -1;
  self->node->settle = on_settled;
  self->node->owner = self;
  return self;
}

static HallStore *
get_store (FakeMachine *self)
{
  return hall_session_get_context (self->session)->store;
}

/* What was written and is not on the disk now never will be. */
static void
lose_unwritten (FakeMachine *self,
                GPtrArray   *texts)
{
  for (guint i = 0; i < texts->len; i++)
    {
      FakeText *text = g_ptr_array_index (texts, i);

      if (text->disk_runs == self->disk_runs)
        text->lost = TRUE;
    }
}

/* The objects of a dead process, which can no longer reach anything, go. */
static void
bury (FakeMachine *self)
{
  HallStore *store = g_object_ref (get_store (self));
  gpointer session = self->session;
  guint rounds = 0;

  g_signal_handlers_disconnect_by_data (self->session, self);
  g_object_add_weak_pointer (G_OBJECT (session), &session);
  hall_store_drop_waiting (store);
  if (!self->stopping)
    hall_session_abort (self->session);
  g_clear_object (&self->session);
  do
    {
      g_assert_cmpuint (++rounds, <, ROUNDS_MAX);
      hall_store_drop_waiting (store);
      while (g_main_context_iteration (NULL, FALSE))
        ;
      if (session != NULL)
        fake_clock_run_out (self->clock);
    }
  while (session != NULL || hall_store_get_n_waiting (store) > 0);
  g_object_unref (store);
}

/* @power: nothing is told to anybody, and what was not synced is gone. */
static void
end_process (FakeMachine *self,
             gboolean     power)
{
  if (self->session == NULL)
    return;
  self->lan->changed_at = self->lan->now;
  fake_event_clear (&self->disk_event);
  fake_clock_stop (self->clock);
  fake_transport_detach (self->transport);
  fake_link_abandon (self->node, !power);
  lose_unwritten (self, self->texts);
  lose_unwritten (self, self->whispers);
  fake_reader_close (self->reader);
  if (power)
    power_vfs_crash (self->disk, (guint32) fake_random_next (&self->lan->random));
  else
    fake_disk_kill (self->disk);
  bury (self);
  fake_link_abandon (self->node, !power);   /* what it dialled while it died */
  g_clear_object (&self->transport);
  g_clear_object (&self->clock);
  g_clear_object (&self->settings);
  g_clear_object (&self->profile);
  g_hash_table_remove_all (self->shown);
  self->running = self->stopping = FALSE;
  self->hosting = self->linked = FALSE;
  self->dies_at_commit = self->dies_before_commit = FALSE;
  self->asleep = FALSE;
  self->deleting = self->wants = FALSE;
}

void
fake_machine_free (FakeMachine *self)
{
  end_process (self, FALSE);
  fake_reader_free (self->reader);
  power_vfs_free (self->disk);
  g_ptr_array_unref (self->texts);
  g_ptr_array_unref (self->whispers);
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->shown);
  g_hash_table_unref (self->wanted);
  g_hash_table_unref (self->due);
  g_hash_table_unref (self->gone);
  g_free (self->seen_id);
  g_free (self->room_id);
  g_free (self->id);
  g_free (self->directory);
  self->node->settle = NULL;
  g_free (self);
}

static void
die (FakeMachine *self,
     const char  *when)
{
  fake_lan_trace (self->lan, "%u: dies %s", self->index, when);
  if (self->dies_of_power)
    fake_machine_cut_power (self);
  else
    fake_machine_kill (self);
}

static void
on_disk (gpointer user_data)
{
  FakeMachine *self = user_data;
  guint n;

  fake_event_clear (&self->disk_event);
  fake_reader_close (self->reader);   /* the program may want to be the last who has it open */
  if (self->dies_before_commit)
    {
      die (self, "before it is written");
      return;
    }
  n = hall_store_run (get_store (self));
  fake_machine_note_wanted (self);
  self->disk_runs++;
  self->n_arrived += n > 0 ? 1 : 0;
  fake_lan_trace (self->lan, "%u: disk does %u", self->index, n);
  if (self->dies_at_commit)
    die (self, "between commit and result");
}

/* Whoever was put out has to be heard of again. */
static void
note_member (FakeMachine *self,
             gboolean     member)
{
  if (self->member == member)
    return;
  self->member = member;
  if (!member)
    self->settled = FALSE;
  fake_lan_trace (self->lan, "%u: is %s member", self->index, member ? "a" : "no");
}

static void
note_state (FakeMachine *self)
{
  HallConversation *conversation = fake_machine_find_conversation (self);
  HallMembership membership = HALL_MEMBERSHIP_NONE;
  gboolean hosting = FALSE;
  gboolean linked = FALSE;

  if (conversation != NULL)
    {
      membership = hall_room_get_membership (hall_conversation_get_room (conversation));
      hosting = hall_conversation_is_hosting (conversation);
      linked = hosting || membership == HALL_MEMBERSHIP_LIVE;
    }
  note_member (self, conversation != NULL && hall_conversation_get_stored (conversation)->member);
  if (hosting && self->node->silent_from != 0 && self->lan->now > self->node->silent_from)
    fake_machine_complain (self, "hosts, though it is invisible");
  if (linked && self->welcomed_ms == 0)
    self->welcomed_ms = self->lan->wall + self->lan->now / 1000;
  if (hosting == self->hosting && linked == self->linked)
    return;
  self->hosting = hosting;
  self->linked = linked;
  self->linked_at = self->lan->linked_at = self->lan->now;
  fake_lan_trace (self->lan, "%u: %s", self->index,
                  hosting ? "HOSTS" : linked ? "is linked" : "is not linked");
  if (self->changed != NULL)
    self->changed (self, self->user_data);
}

static void
on_settled (gpointer user_data)
{
  FakeMachine *self = user_data;

  if (self->session == NULL)
    return;
  if (self->running)
    note_state (self);
  if (self->disk_event == NULL && !self->asleep && hall_store_get_n_waiting (get_store (self)) > 0)
    self->disk_event = fake_lan_plan (self->lan,
                                      self->lan->now
                                      + fake_random_pick (&self->lan->random, DISK_MIN_US,
                                                          DISK_MAX_US),
                                      on_disk, self);
}

static void
override (HallSettings *settings,
          const char   *property,
          GType         type,
          guint         number,
          const char   *text)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, type);
  if (type == G_TYPE_INT)
    g_value_set_int (&value, (int) number);
  else
    g_value_set_string (&value, text);
  g_assert_true (hall_settings_override (settings, property, &value));
}

void
fake_machine_apply_days (FakeMachine *self)
{
  if (self->settings != NULL)
    override (self->settings, "history-days", G_TYPE_INT, self->days, NULL);
}

void
fake_machine_set_invisible (FakeMachine *self,
                            gboolean     invisible)
{
  if (self->invisible == invisible)
    return;
  self->invisible = invisible;
  if (self->session == NULL)
    return;
  fake_lan_trace (self->lan, "%u: %s", self->index, invisible ? "HIDES" : "APPEARS");
  self->lan->changed_at = self->lan->now;
  self->node->silent_from = invisible ? self->lan->now + GOODBYE_US : 0;
  override (self->settings, "presence", G_TYPE_STRING, 0, invisible ? "invisible" : "available");
}

static void
start_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  FakeMachine *self = user_data;
  g_autoptr (GError) error = NULL;

  if ((gpointer) source != self->session)
    return;   /* died before it had begun */
  self->running = hall_session_start_finish (self->session, result, &error);
  self->lan->changed_at = self->lan->now;
  fake_lan_trace (self->lan, "%u: runs", self->index);
  if (!self->running)
    fake_machine_complain (self, "did not start: %s", error->message);
}

void
fake_machine_start (FakeMachine *self)
{
  char name[NAME_LENGTH];
  g_autoptr (GError) error = NULL;

  if (self->session != NULL || self->lost)
    return;
  g_snprintf (name, sizeof name, "Machine %u", self->index);
  fake_lan_set_powered (self->lan, self->node, TRUE);
  fake_lan_trace (self->lan, "%u: STARTS", self->index);
  self->profile = hall_profile_new (self->directory);
  g_assert_true (hall_profile_lock (self->profile, &error));
  self->settings = hall_settings_new (self->directory);
  override (self->settings, "name", G_TYPE_STRING, 0, name);
  if (self->invisible)
    override (self->settings, "presence", G_TYPE_STRING, 0, "invisible");
  if (self->expires)
    fake_machine_apply_days (self);
  self->node->silent_from = self->invisible ? self->lan->now : 0;
  self->session = hall_session_new (self->profile, self->settings, HALL_SESSION_ACTIVE);
  hall_store_set_vfs (get_store (self), power_vfs_get_name (self->disk));
  hall_store_set_manual (get_store (self));
  self->clock = fake_clock_new (self->lan, self->skew_ms);
  self->transport = fake_transport_new (self->node, HALL_CLOCK (self->clock));
  hall_session_set_only_loopback (self->session, TRUE);   /* it asks no system bus either */
  hall_session_set_clock (self->session, HALL_CLOCK (self->clock));
  hall_session_set_transport (self->session, HALL_TRANSPORT (self->transport));
  fake_person_watch (self);
  self->n_runs++;
  hall_session_start_async (self->session, TRUE, NULL, start_cb, self);
}

void
fake_machine_kill (FakeMachine *self)
{
  if (self->session == NULL)
    return;
  fake_lan_trace (self->lan, "%u: KILLED", self->index);
  end_process (self, FALSE);
}

void
fake_machine_cut_power (FakeMachine *self)
{
  if (self->session == NULL)
    return;
  fake_lan_trace (self->lan, "%u: LOSES POWER", self->index);
  end_process (self, TRUE);
  fake_lan_set_powered (self->lan, self->node, FALSE);
}

void
fake_machine_lose (FakeMachine *self)
{
  fake_lan_trace (self->lan, "%u: IS LOST FOR EVER", self->index);
  end_process (self, TRUE);
  fake_lan_set_powered (self->lan, self->node, FALSE);
  self->lost = TRUE;
  for (guint i = 0; i < self->texts->len; i++)
    ((FakeText *) g_ptr_array_index (self->texts, i))->lost = TRUE;
  for (guint i = 0; i < self->whispers->len; i++)
    ((FakeText *) g_ptr_array_index (self->whispers, i))->lost = TRUE;
}

static void
on_quit (gpointer user_data)
{
  FakeMachine *self = user_data;

  /* Its last words are written by the kernel. */
  if (self->stopping)
    end_process (self, FALSE);
}

static void
stop_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  FakeMachine *self = user_data;

  if ((gpointer) source != self->session)
    return;
  fake_lan_trace (self->lan, "%u: has quit", self->index);
  fake_lan_plan_once (self->lan, self->lan->now, on_quit, self);
}

static void
on_awake (gpointer user_data)
{
  fake_machine_wake (user_data);
}

void
fake_machine_wake (FakeMachine *self)
{
  if (!self->asleep)
    return;
  fake_lan_trace (self->lan, "%u: WAKES", self->index);
  self->lan->changed_at = self->lan->now;
  self->asleep = FALSE;
  fake_lan_set_powered (self->lan, self->node, TRUE);
  if (self->clock != NULL)
    fake_clock_set_asleep (self->clock, FALSE);
  if (self->session != NULL)
    hall_session_wake (self->session);
}

static void
sleep_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  FakeMachine *self = user_data;

  if ((gpointer) source != self->session)
    return;
  fake_lan_trace (self->lan, "%u: sleeps", self->index);
  self->lan->changed_at = self->lan->now;
  fake_event_clear (&self->disk_event);
  fake_clock_set_asleep (self->clock, TRUE);
  fake_lan_set_powered (self->lan, self->node, FALSE);
  self->asleep = TRUE;
  fake_lan_plan_once (self->lan, self->lan->now + self->sleep_duration, on_awake, self);
}

/* The computer's own programs are told first; a process that is killed meanwhile wakes no more. */
void
fake_machine_sleep (FakeMachine *self,
                    gint64       duration)
{
  if (!self->running || self->stopping || self->asleep)
    return;
  fake_lan_trace (self->lan, "%u: GOES TO SLEEP", self->index);
  self->sleep_duration = duration;
  hall_session_sleep_async (self->session, sleep_cb, self);
}

void
fake_machine_quit (FakeMachine *self)
{
  if (self->session == NULL || !self->running || self->stopping)
    return;
  fake_lan_trace (self->lan, "%u: QUITS", self->index);
  self->stopping = TRUE;
  hall_session_stop_async (self->session, stop_cb, self);
}
