/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-message-text.c: what a row says: as text, as markup, in blocks.
 *
 * A part of HallMessage. What costs time is made when it is first asked for, and again after an
 * edit. Whatever comes from outside goes through the functions of hall-text.h.
 */

#define G_LOG_DOMAIN "hall-message-text"

#include "config.h"

#include "hall-limits.h"
#include "hall-message-private.h"
#include "hall-text.h"

/*
 * hall_message_clear_text:
 * @self: a row whose text is another one now
 *
 * Forgets what was made of it.
 */
void
hall_message_clear_text (HallMessage *self)
{
  g_clear_pointer (&self->text, g_free);
  hall_message_clear_markup (self);
}

/*
 * hall_message_clear_markup:
 * @self: a row whose text is another one now, or is to be marked in another way
 */
void
hall_message_clear_markup (HallMessage *self)
{
  g_clear_pointer (&self->markup, g_free);
  g_clear_pointer (&self->plain, g_free);
  g_clear_pointer (&self->blocks, g_ptr_array_unref);
}

static const char *
get_raw_text (HallMessage *self)
{
  if (self->edit != NULL)
    return self->edit->text;

  return self->event != NULL ? self->event->text : NULL;
}

/**
 * hall_message_get_text:
 * @self: a row
 *
 * Returns: (transfer none): the text as last edited, clean, or the new topic; empty for all other
 *   kinds
 */
const char *
hall_message_get_text (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), NULL);

  if (self->text == NULL && self->kind == HALL_MESSAGE_TEXT && get_raw_text (self) != NULL)
    self->text = hall_text_clean_message (get_raw_text (self));

  return self->text != NULL ? self->text : "";
}

/* (nullable) (element-type HallMention) */
static GPtrArray *
get_mentions (HallMessage *self)
{
  if (self->edit != NULL)
    return self->edit->mentions;

  return self->event != NULL ? self->event->mentions : NULL;
}

static gboolean
get_mentions_all (HallMessage *self)
{
  if (!self->all_counts)
    return FALSE;
  if (self->edit != NULL)
    return self->edit->mentions_all;

  return self->event != NULL && self->event->mentions_all;
}

/*
 * hall_message_is_about_me:
 * @self: a row
 *
 * Returns: whether somebody else names oneself in what it says now
 */
gboolean
hall_message_is_about_me (HallMessage *self)
{
  GPtrArray *mentions = get_mentions (self);

  if (self->own == NULL || self->author == self->own || self->kind != HALL_MESSAGE_TEXT)
    return FALSE;
  if (get_mentions_all (self))
    return TRUE;

  for (guint i = 0; mentions != NULL && i < mentions->len; i++)
    {
      const HallMention *mention = g_ptr_array_index (mentions, i);

      if (g_str_equal (mention->person, hall_person_get_id (self->own)))
        return TRUE;
    }

  return FALSE;
}

/* (transfer full) */
static char *
make_markup (HallMessage *self,
             const char  *text,
             const char  *needle)
{
  const char *names[HALL_MENTIONS_MAX + 1] = { NULL };
  GPtrArray *mentions = get_mentions (self);
  HallTextMarks marks = { names, NULL, get_mentions_all (self), needle };

  for (guint i = 0; mentions != NULL && i < MIN (mentions->len, HALL_MENTIONS_MAX); i++)
    {
      const HallMention *mention = g_ptr_array_index (mentions, i);

      names[i] = mention->name;
      if (self->own != NULL && g_str_equal (mention->person, hall_person_get_id (self->own)))
        marks.own_name = mention->name;
    }

  return hall_text_to_markup (text, &marks);
}

/**
 * hall_message_get_markup:
 * @self: a row
 *
 * Returns: (transfer none): the text as Pango markup, with links and those whom it names
 */
const char *
hall_message_get_markup (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), NULL);

  if (self->markup == NULL)
    self->markup = make_markup (self, hall_message_get_text (self), NULL);

  return self->markup;
}

/**
 * hall_message_get_plain:
 * @self: a row
 *
 * Returns: (transfer none): the text as it is seen, without the signs that make bold or code: for
 *   previews, notifications and screen readers
 */
const char *
hall_message_get_plain (HallMessage *self)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), NULL);

  if (self->plain == NULL)
    self->plain = hall_text_to_plain (hall_message_get_text (self));

  return self->plain;
}

static GPtrArray *
ensure_blocks (HallMessage *self)
{
  if (self->blocks == NULL && self->kind == HALL_MESSAGE_TEXT)
    self->blocks = hall_text_to_blocks (hall_message_get_text (self));

  return self->blocks;
}

/* (nullable) */
static const HallTextBlock *
get_block (HallMessage *self,
           guint        block)
{
  GPtrArray *blocks = ensure_blocks (self);

  return blocks != NULL && block < blocks->len ? g_ptr_array_index (blocks, block) : NULL;
}

/**
 * hall_message_get_n_blocks:
 * @self: a row
 *
 * Returns: into how many parts its text is cut at fenced code; 0 of a system line
 */
guint
hall_message_get_n_blocks (HallMessage *self)
{
  GPtrArray *blocks;

  g_return_val_if_fail (HALL_IS_MESSAGE (self), 0);

  blocks = ensure_blocks (self);

  return blocks != NULL ? blocks->len : 0;
}

/**
 * hall_message_make_block_markup:
 * @self: a row
 * @block: which part, less than [method@Hall.Message.get_n_blocks]
 * @needle: (nullable): what was searched for, to be marked
 *
 * Returns: (transfer full) (nullable): Pango markup; NULL where the part is code, or there is none
 */
char *
hall_message_make_block_markup (HallMessage *self,
                                guint        block,
                                const char  *needle)
{
  const HallTextBlock *found;

  g_return_val_if_fail (HALL_IS_MESSAGE (self), NULL);

  found = get_block (self, block);
  if (found == NULL || found->kind == HALL_BLOCK_CODE)
    return NULL;

  return make_markup (self, found->text, needle);
}

/**
 * hall_message_get_block_text:
 * @self: a row
 * @block: which part, less than [method@Hall.Message.get_n_blocks]
 *
 * Returns: (transfer none) (nullable): what the part says, as it was written; NULL where there is
 *   none
 */
const char *
hall_message_get_block_text (HallMessage *self,
                             guint        block)
{
  const HallTextBlock *found;

  g_return_val_if_fail (HALL_IS_MESSAGE (self), NULL);

  found = get_block (self, block);

  return found != NULL ? found->text : NULL;
}

/**
 * hall_message_count_emoji:
 * @self: a row
 * @max: the most emoji of interest
 *
 * Returns: how many emoji its text is made of, if at most @max and nothing else but white space;
 *   else 0
 */
guint
hall_message_count_emoji (HallMessage *self,
                          guint        max)
{
  g_return_val_if_fail (HALL_IS_MESSAGE (self), 0);

  return hall_text_count_emoji (hall_message_get_text (self), max);
}
