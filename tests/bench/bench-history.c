/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* bench-history.c: a long history of messages that nobody has said.
 *
 * Owned by the benches. The same seed each time: the same texts, by other people.
 */

#include "config.h"

#include "bench-history.h"

#define N_WORDS 4000
#define N_SYLLABLES 700
#define RARE_EVERY 200000
#define SEED 1

/* Half of the words are of Latin letters, half of Hangul syllables; low numbers are frequent. */
static void
make_words (BenchHistory *self)
{
  self->words = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < N_WORDS; i++)
    {
      GString *word = g_string_new (NULL);
      guint n = i % 2 ? g_rand_int_range (self->random, 1, 5)
                      : g_rand_int_range (self->random, 2, 10);

      for (guint k = 0; k < n; k++)
        g_string_append_unichar (word, i % 2 ? 0xac00 + 15 * g_rand_int_range (self->random, 0,
                                                                                N_SYLLABLES)
                                             : 'a' + g_rand_int_range (self->random, 0, 25));
      g_ptr_array_add (self->words, g_string_free (word, FALSE));
    }
  g_free (self->words->pdata[2]);
  self->words->pdata[2] = g_strdup ("meeting");
  g_free (self->words->pdata[3]);
  self->words->pdata[3] = g_strdup ("점심");
}

static void
make_templates (BenchHistory *self)
{
  for (guint i = 0; i < BENCH_HISTORY_ROOMS; i++)
    for (guint k = 0; k < BENCH_HISTORY_AUTHORS; k++)
      {
        g_autoptr (HallEvent) event = NULL;
        gsize length;
        const char *bytes;

        event = hall_event_new_text (self->authors[k], self->rooms[i], 1111111111111,
                                     1111111111111, NULL, NULL, "TEXT", NULL);
        bytes = g_bytes_get_data (event->bytes, &length);
        self->templates[i][k] = g_strndup (bytes, length);
      }
}

static char *
make_text (BenchHistory *self,
           guint         number)
{
  GString *text = g_string_new (NULL);
  guint n = g_rand_int_range (self->random, 2, 15);

  for (guint i = 0; i < n; i++)
    {
      double share = g_rand_double (self->random);
      guint word = (guint) (N_WORDS * share * share * share * share);

      g_string_append_printf (text, "%s%s", i ? " " : "",
                              (char *) g_ptr_array_index (self->words, word));
    }
  if (number % RARE_EVERY == RARE_EVERY / 2)
    g_string_append (text, " Xylophone 퀭퉤 쥬");
  if (number % 100 == 0)
    g_string_append (text, " https://notes.example/7");
  return g_string_free (text, FALSE);
}

BenchHistory *
bench_history_new (const char *const *rooms)
{
  BenchHistory *self = g_new0 (BenchHistory, 1);

  self->random = g_rand_new_with_seed (SEED);
  for (guint i = 0; i < BENCH_HISTORY_AUTHORS; i++)
    self->authors[i] = hall_key_new_generated (NULL);
  for (guint i = 0; i < BENCH_HISTORY_ROOMS; i++)
    self->rooms[i] = rooms != NULL ? g_strdup (rooms[i]) : hall_token_new ();
  make_words (self);
  make_templates (self);
  return self;
}

void
bench_history_free (BenchHistory *self)
{
  for (guint i = 0; i < BENCH_HISTORY_ROOMS; i++)
    {
      g_free (self->rooms[i]);
      for (guint k = 0; k < BENCH_HISTORY_AUTHORS; k++)
        g_free (self->templates[i][k]);
    }
  for (guint i = 0; i < BENCH_HISTORY_AUTHORS; i++)
    hall_key_unref (self->authors[i]);
  g_ptr_array_unref (self->words);
  g_rand_free (self->random);
  g_free (self);
}

/* Most is said in few rooms and by few. */
HallEvent *
bench_history_make (BenchHistory *self,
                    guint         number)
{
  static const guint8 signature[HALL_SIGNATURE_SIZE];
  double x = g_rand_double (self->random), y = g_rand_double (self->random);
  guint room = (guint) (BENCH_HISTORY_ROOMS * x * x * x);
  guint author = (guint) (BENCH_HISTORY_AUTHORS * y * y);
  gint64 lc = BENCH_HISTORY_FIRST_LC + (gint64) number * BENCH_HISTORY_STEP_MS;
  g_autofree char *text = make_text (self, number);
  g_autofree char *clock = g_strdup_printf ("%" G_GINT64_FORMAT, lc);
  GString *string = g_string_new (self->templates[room][author]);
  g_autoptr (GBytes) bytes = NULL;
  HallEvent *event;

  g_string_replace (string, "1111111111111", clock, 0);
  g_string_replace (string, "TEXT", text, 1);
  bytes = g_string_free_to_bytes (string);
  event = hall_event_new_from_stored (bytes, signature, NULL);
  g_assert (event != NULL && event->text != NULL);
  return event;
}
