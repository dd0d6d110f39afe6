/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* composer-fixture.c: a composer in a window of its own, with two rooms to write to.
 */

#define G_LOG_DOMAIN "composer-fixture"

#include "config.h"

#include "composer-fixture.h"

void
composer_set_up (ComposerFixture *fixture,
                 gconstpointer    data)
{
  fixture->session = fake_session_new ("Hana");
  fixture->mina = fake_session_add_person (fixture->session, "Mina", HALL_PRESENCE_AVAILABLE);
  fixture->room = fake_session_add_room (fixture->session, "one", fixture->mina);
  fixture->other = fake_session_add_room (fixture->session, "two", fixture->mina);
  fake_session_enter_room (fixture->session, fixture->room, HALL_MEMBERSHIP_LIVE);
  fake_session_enter_room (fixture->session, fixture->other, HALL_MEMBERSHIP_LIVE);
  fixture->composer = g_object_new (HALL_TYPE_COMPOSER, "valign", GTK_ALIGN_END, NULL);
  hall_composer_set_session (fixture->composer, fixture->session);
  hall_composer_actions_insert (fixture->composer, GTK_WIDGET (fixture->composer));
  hall_composer_set_room (fixture->composer, fixture->room);
  fixture->window = ui_test_show (GTK_WIDGET (fixture->composer), 500, 500);
  hall_composer_focus (fixture->composer);
  ui_test_wait_frames (GTK_WIDGET (fixture->window), 2);
}

void
composer_tear_down (ComposerFixture *fixture,
                    gconstpointer    data)
{
  ui_test_close (fixture->window);
  g_clear_object (&fixture->session);
}

GtkTextBuffer *
composer_get_buffer (ComposerFixture *fixture)
{
  GtkWidget *text = ui_test_find (GTK_WIDGET (fixture->composer), GTK_TYPE_TEXT_VIEW);

  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (text));
}

char *
composer_get_text (ComposerFixture *fixture)
{
  g_autofree char *text = NULL;

  g_object_get (composer_get_buffer (fixture), "text", &text, NULL);
  return g_steal_pointer (&text);
}

typedef struct
{
  ComposerFixture *fixture;
  const char *text;
  guint n_sent;
  gboolean shown;
} Expected;

static gboolean
has_text (gpointer data)
{
  Expected *expected = data;
  g_autofree char *text = composer_get_text (expected->fixture);

  return g_str_equal (text, expected->text);
}

void
composer_expect_text (ComposerFixture *fixture,
                      const char      *text)
{
  ui_test_wait (has_text, &(Expected) { fixture, text, 0, FALSE });
}

static gboolean
has_sent (gpointer data)
{
  Expected *expected = data;

  return fake_session_count_sent (expected->fixture->session) == expected->n_sent;
}

void
composer_expect_sent (ComposerFixture *fixture,
                      guint            n_sent)
{
  ui_test_wait (has_sent, &(Expected) { fixture, NULL, n_sent, FALSE });
}

static gboolean
is_shown (gpointer data)
{
  Expected *expected = data;

  return ui_test_shows (GTK_WIDGET (expected->fixture->composer), expected->text)
         == expected->shown;
}

void
composer_expect_shown (ComposerFixture *fixture,
                       const char      *text,
                       gboolean         shown)
{
  ui_test_wait (is_shown, &(Expected) { fixture, text, 0, shown });
}
