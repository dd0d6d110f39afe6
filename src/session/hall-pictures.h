/* SPDX-FileCopyrightText: 2026 The Hallway developers
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* hall-pictures.h: pictures of people, fetched from their computers and kept; ours, for others.
 *
 * Owned by HallSession. It decodes nothing: a picture is bytes with the right digest that begin
 * like a JPEG. Fetches only what was wanted, a few at a time, and what somebody lied about not
 * again for an hour.
 */

#pragma once

#include "hall-context.h"
#include "hall-link.h"
#include "hall-roll.h"

G_BEGIN_DECLS

#define HALL_TYPE_PICTURES (hall_pictures_get_type ())
G_DECLARE_FINAL_TYPE (HallPictures, hall_pictures, HALL, PICTURES, GObject)

/* A ready link of the private conversation with that person, or NULL. (transfer none) */
typedef HallLink *(* HallPicturesFindLink) (const char *person_id,
                                            gpointer    user_data);

HallPictures *hall_pictures_new        (HallContext          *context,
                                        HallRoll             *roll,
                                        HallPicturesFindLink  find_link,
                                        gpointer              user_data);
/* What others get: (nullable). */
void          hall_pictures_set_own    (HallPictures         *self,
                                        GBytes               *picture);
/* The person is on the screen. */
void          hall_pictures_want       (HallPictures         *self,
                                        HallPerson           *person);
/* Answers what is asked over a DIRECT or DIRECTORY link, of which others read the rest. */
void          hall_pictures_serve      (HallPictures         *self,
                                        HallLink             *link);
/* Closes what is open with that person; NULL: with everybody, for good. */
void          hall_pictures_close      (HallPictures         *self,
                                        const char           *person_id);

/* 11 characters, as HELLO has it. (transfer full) */
char         *hall_picture_make_digest (GBytes               *picture);
/* Not empty, at most HALL_PICTURE_MAX bytes, and begins like a JPEG. */
gboolean      hall_picture_is_good     (GBytes               *picture);

G_END_DECLS
