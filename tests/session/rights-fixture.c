/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* rights-fixture.c: events of a room, each in one line.
 */

#define G_LOG_DOMAIN "rights-fixture"

#include "config.h"

#include "rights-fixture.h"

static const guint8 salt_bytes[16] = { 7 };
static const guint8 secret_bytes[32] = { 8 };

void
rights_set_up (RightsFixture *fixture,
               HallEntry      entry)
{
  g_autoptr (GError) error = NULL;
  HallEventBody body;

  for (guint i = 0; i < N_PEOPLE; i++)
    {
      guint8 seed[32] = { (guint8) (i + 1) };
      g_autoptr (GBytes) bytes = g_bytes_new (seed, sizeof seed);

      fixture->keys[i] = hall_key_new_from_seed (g_bytes_get_data (bytes, NULL), &error);
      g_assert_no_error (error);
    }
  hall_event_body_init (&body, HALL_EVENT_GENESIS);
  body.name = "Lunch";
  body.entry = entry;
  fixture->genesis = hall_event_new (fixture->keys[CARLA], NULL, 1000, 1000, NULL, NULL, &body,
                                     &error);
  g_assert_no_error (error);
  fixture->events = g_ptr_array_new_with_free_func ((GDestroyNotify) hall_event_unref);
  fixture->census = hall_census_new ();
  hall_census_add (fixture->census, fixture->genesis);
}

void
rights_tear_down (RightsFixture *fixture)
{
  hall_census_free (fixture->census);
  g_ptr_array_unref (fixture->events);
  hall_event_unref (fixture->genesis);
  for (guint i = 0; i < N_PEOPLE; i++)
    hall_key_unref (fixture->keys[i]);
}

const char *
rights_id (RightsFixture *fixture,
           guint          who)
{
  return hall_key_get_id (fixture->keys[who]);
}

/* Remembered, not added. */
HallEvent *
rights_make (RightsFixture       *fixture,
             guint                author,
             gint64               lc,
             const HallEventBody *body)
{
  g_autoptr (GError) error = NULL;
  HallEvent *event = hall_event_new (fixture->keys[author], fixture->genesis->id, lc, lc, NULL,
                                     NULL, body, &error);

  g_assert_no_error (error);
  g_ptr_array_add (fixture->events, event);
  return event;
}

HallEvent *
rights_add (RightsFixture *fixture,
            HallEvent     *event)
{
  hall_census_add (fixture->census, event);
  return event;
}

HallEvent *
rights_make_state (RightsFixture  *fixture,
                   guint           author,
                   gint64          lc,
                   HallStateChange change)
{
  g_autoptr (GError) error = NULL;
  HallEvent *event = hall_event_new_state (fixture->keys[author], fixture->genesis->id, lc, lc,
                                           NULL, change, "Somebody", &error);

  g_assert_no_error (error);
  g_ptr_array_add (fixture->events, event);
  return event;
}

HallEvent *
rights_join (RightsFixture *fixture,
             guint          author,
             gint64         lc)
{
  return rights_add (fixture, rights_make_state (fixture, author, lc, HALL_STATE_JOINED));
}

HallEvent *
rights_make_about (RightsFixture *fixture,
                   guint          author,
                   gint64         lc,
                   HallEventKind  kind,
                   guint          person)
{
  HallEventBody body;

  hall_event_body_init (&body, kind);
  body.person = rights_id (fixture, person);
  body.moderator = TRUE;
  return rights_make (fixture, author, lc, &body);
}

HallEvent *
rights_admit (RightsFixture *fixture,
              guint          author,
              gint64         lc,
              guint          person)
{
  return rights_add (fixture, rights_make_about (fixture, author, lc, HALL_EVENT_ADMIT, person));
}

HallEvent *
rights_appoint (RightsFixture *fixture,
                guint          author,
                gint64         lc,
                guint          person)
{
  return rights_add (fixture, rights_make_about (fixture, author, lc, HALL_EVENT_ROLE, person));
}

HallEvent *
rights_kick (RightsFixture *fixture,
             guint          author,
             gint64         lc,
             guint          person)
{
  return rights_add (fixture, rights_make_about (fixture, author, lc, HALL_EVENT_KICK, person));
}

HallEvent *
rights_ban (RightsFixture *fixture,
            guint          author,
            gint64         lc,
            guint          person)
{
  return rights_add (fixture, rights_make_about (fixture, author, lc, HALL_EVENT_BAN, person));
}

HallEvent *
rights_ban_until (RightsFixture *fixture,
                  guint          author,
                  gint64         lc,
                  guint          person,
                  gint64         until)
{
  HallEventBody body;

  hall_event_body_init (&body, HALL_EVENT_BAN);
  body.person = rights_id (fixture, person);
  body.until_lc = until;
  return rights_add (fixture, rights_make (fixture, author, lc, &body));
}

HallEvent *
rights_unban (RightsFixture *fixture,
              guint          author,
              gint64         lc,
              guint          person)
{
  HallEventBody body;

  hall_event_body_init (&body, HALL_EVENT_BAN);
  body.person = rights_id (fixture, person);
  body.off = TRUE;
  return rights_add (fixture, rights_make (fixture, author, lc, &body));
}

HallEvent *
rights_close_room (RightsFixture *fixture,
                   guint          author,
                   gint64         lc,
                   gboolean       closed)
{
  HallEventBody body;

  hall_event_body_init (&body, HALL_EVENT_ROOM);
  body.closed = closed;
  return rights_add (fixture, rights_make (fixture, author, lc, &body));
}

HallEvent *
rights_lock (RightsFixture *fixture,
             guint          author,
             gint64         lc)
{
  g_autofree char *salt = hall_base64url_encode (salt_bytes, sizeof salt_bytes);
  g_autofree char *secret = hall_base64url_encode (secret_bytes, sizeof secret_bytes);
  HallEventBody body;

  hall_event_body_init (&body, HALL_EVENT_ROOM);
  body.salt = salt;
  body.secret = secret;
  return rights_add (fixture, rights_make (fixture, author, lc, &body));
}

HallEvent *
rights_say (RightsFixture *fixture,
            guint          author,
            gint64         lc)
{
  g_autoptr (GError) error = NULL;
  HallEvent *event = hall_event_new_text (fixture->keys[author], fixture->genesis->id, lc, lc, NULL,
                                          NULL, "Noodles", &error);

  g_assert_no_error (error);
  g_ptr_array_add (fixture->events, event);
  return event;
}

gboolean
rights_permits (RightsFixture *fixture,
                HallEvent     *event)
{
  return hall_census_permits (fixture->census, event, NULL);
}

gboolean
rights_is_in (RightsFixture *fixture,
              guint          who)
{
  return hall_census_contains (fixture->census, rights_id (fixture, who));
}

gboolean
rights_may_come (RightsFixture *fixture,
                 guint          who)
{
  return hall_census_is_admitted (fixture->census, rights_id (fixture, who));
}
